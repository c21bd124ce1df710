using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Simulator.Analysis;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>A transaction of a shard: which records, by their hash, topic by topic.</summary>
internal sealed record Transaction(Timestamp Through, ulong[][] Records, ReadOnlyMemory<byte> Truth)
{
    /// <summary>What stands in the partitions for it, where there are any.</summary>
    public IReadOnlyList<ModelRecord> Written { get; init; } = [];
}

/// <summary>
/// One shard's partitions, with the weak side of a real log: who opens fences, a batch may land without an answer or long after its writer died,
/// and another producer's open transaction hides what follows it.
/// </summary>
/// <param name="partition">Where records are kept for readers, a transaction's marker coming topic by topic; null: nobody reads.</param>
internal sealed class ModelLog(ShopSimulator simulator, int shard, ModelPartition? partition)
{
    private int _epoch;
    private int _hidden = int.MaxValue;
    private (Transaction Of, int Number)? _open;
    private (int Number, List<int> Topics)? _marking;

    public List<Transaction> Done { get; } = [];

    public Timestamp? Through => Done.Count > 0 ? Done[^1].Through : null;

    /// <summary>Where it ends, counting what is not committed.</summary>
    public int End => partition is null ? Done.Count : (int)partition.Ends(counting: true)[(int)Topic.Progress];

    /// <summary>Fences, and settles what was in flight: it can land no more.</summary>
    public int Open()
    {
        Settle();
        return ++_epoch;
    }

    /// <summary>A transaction's records are there, of which nothing is decided.</summary>
    public void Begin(int epoch, Transaction transaction)
    {
        if (partition is null || epoch != _epoch && !simulator.Has(ShopFault.NoFence)) return;
        Settle();
        _open = (transaction, partition.Begin());
        foreach (var record in transaction.Written) partition.Append(_open.Value.Number, record with { Appended = simulator.Wall });
    }

    /// <summary>The transaction is decided; its markers follow.</summary>
    public bool Land(int epoch, Transaction transaction)
    {
        if (epoch != _epoch && !simulator.Has(ShopFault.NoFence)) return false;
        Done.Add(transaction);
        if (simulator.Retired) simulator.Fail($"shard {shard} committed through {transaction.Through} after `retired` was to be seen");
        if (partition is null) return true;
        if (_open?.Of != transaction) Begin(epoch, transaction);
        while (_marking is { } marking) Mark(marking.Topics[0]);
        _marking = (_open!.Value.Number, TopicsOf(transaction));
        _open = null;
        foreach (var topic in _marking.Value.Topics.ToArray()) simulator.After(simulator.Between(0, 200), () => Mark(topic));
        return true;
    }

    /// <summary>Another producer's transaction opens, and hides what follows; what ends it, or null: one is open already.</summary>
    public Action? Hide()
    {
        if (_hidden < int.MaxValue) return null;
        _hidden = Done.Count;
        if (partition is null) return () => _hidden = int.MaxValue;
        var (number, committed) = (partition.Begin(), simulator.Chance(.5));
        partition.Append(number, ModelProducer.Progress("replay", null) with { Appended = simulator.Wall });
        return () =>
        {
            partition.Mark(number, (int)Topic.Progress, committed);
            _hidden = int.MaxValue;
        };
    }

    /// <summary>The last progress below an end; false while another's open transaction hides a part of it.</summary>
    public bool TryRead(int end, out Timestamp? through)
    {
        var visible = partition is null ? Math.Min(_hidden, Done.Count) : partition.StableEnd((int)Topic.Progress);
        through = null;
        if (visible < end && !simulator.Has(ShopFault.UncommittedEnd)) return false;
        var shown = Math.Min(visible, end);
        if (partition is null) through = shown > 0 ? Done[shown - 1].Through : null;
        else
            foreach (var (_, offset, record) in partition.Committed((int)Topic.Progress))
                if (offset < shown && record.Key.AsSpan().SequenceEqual("simulation"u8)) through = ProgressCodec.Read(record.Value).Through;
        return true;
    }

    private static List<int> TopicsOf(Transaction transaction) => [.. transaction.Written.Select(record => record.Topic).Distinct()];

    /// <summary>What is decided is marked, what is not is aborted.</summary>
    private void Settle()
    {
        while (_marking is { } marking) Mark(marking.Topics[0]);
        if (_open is { } open)
            foreach (var topic in TopicsOf(open.Of)) partition!.Mark(open.Number, topic, committed: false);
        _open = null;
    }

    private void Mark(int topic)
    {
        if (_marking is not { } marking || !marking.Topics.Remove(topic)) return;
        partition!.Mark(marking.Number, topic, committed: true);
        if (marking.Topics.Count == 0) _marking = null;
    }
}
