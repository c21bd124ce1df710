using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>A transaction of a shard: which records, by their hash, topic by topic.</summary>
internal sealed record Transaction(Timestamp Through, ulong[][] Records, ReadOnlyMemory<byte> Truth, ShardBatch? Batch);

/// <summary>
/// One shard's partitions, with the weak side of a real log: who opens fences, a batch may land without an answer or long after its writer died,
/// and another producer's open transaction hides what follows it.
/// </summary>
internal sealed class ModelLog(ShopSimulator simulator, int shard)
{
    private int _epoch;

    public List<Transaction> Done { get; } = [];

    /// <summary>How many transactions are to be seen while another's is open; null: all.</summary>
    public int? Hidden { get; set; }

    public Timestamp? Through => Done.Count > 0 ? Done[^1].Through : null;

    /// <summary>Fences, and settles what was in flight: it can land no more.</summary>
    public int Open() => ++_epoch;

    public bool Land(int epoch, Transaction transaction)
    {
        if (epoch != _epoch && !simulator.Has(ShopFault.NoFence)) return false;
        Done.Add(transaction);
        if (simulator.Retired) simulator.Fail($"shard {shard} committed through {transaction.Through} after `retired` was to be seen");
        return true;
    }

    /// <summary>The last progress below an end; false while another's open transaction hides a part of it.</summary>
    public bool TryRead(int end, out Timestamp? through)
    {
        var visible = Hidden ?? Done.Count;
        through = null;
        if (visible < end && !simulator.Has(ShopFault.UncommittedEnd)) return false;
        var shown = Math.Min(visible, end);
        if (shown > 0) through = Done[shown - 1].Through;
        return true;
    }
}
