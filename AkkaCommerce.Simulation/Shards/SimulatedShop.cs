using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>What <see cref="SimulatedShop"/> wrote.</summary>
/// <param name="Events">Lines.</param>
/// <param name="Orders">Of them, purchases.</param>
/// <param name="Cents">What the purchases took.</param>
/// <param name="Late">Of them, those written later than they happened.</param>
/// <param name="Copies">Of them, those that are copies of others.</param>
/// <param name="Held">Of them, those written after an outage.</param>
/// <param name="Lost">Events never written: no line.</param>
/// <param name="Refunds">Of the lines, refunds.</param>
/// <param name="RefundedCents">What the refunds paid back.</param>
/// <param name="Reordered">Of the lines, those moved among others.</param>
public readonly record struct SimulatedTotals(long Events, long Orders, long Cents, long Bytes, long Late = 0, long Copies = 0, long Held = 0, long Lost = 0,
    long Refunds = 0, long RefundedCents = 0, long Reordered = 0);

/// <summary>
/// A run of the shop without log, actors or cluster: the same events as the shards write, byte for byte (or in another format), in one order of time. Memory is bounded:
/// about 24 bytes a shopper, the visits under way, and what is still to be written of those before (refunds, days later).
/// </summary>
public sealed class SimulatedShop
{
    /// <summary>Steps end with these; nothing that is written depends on it.</summary>
    private static readonly TimeSpan Pane = TimeSpan.FromSeconds(10);

    private readonly ShardSimulation _all;
    private readonly Shopper?[] _shoppers;
    private readonly Stack<Shopper> _idle = new();
    private readonly CampaignList _campaigns;
    private readonly IEventFormat? _format;

    /// <param name="campaigns">Those of the whole run, or <see cref="CampaignList.None"/>.</param>
    /// <param name="format">How events are written; null: their own JSON, as NDJSON.</param>
    public SimulatedShop(Shop shop, CampaignList campaigns, IEventFormat? format = null)
    {
        _all = new ShardSimulation(shop, 0, 1, Pane);
        _shoppers = new Shopper?[shop.Run.Shoppers];
        _campaigns = campaigns;
        _format = format;
    }

    /// <summary>Writes all events of the run before <paramref name="until"/>, an event a line, in order of the time they are written at.</summary>
    /// <param name="reached">Takes, step by step, up to when all is written; null: nobody asks.</param>
    /// <param name="look">Sees each event's JSON as it is written; null: nobody looks.</param>
    /// <param name="pace">Null: as fast as it goes.</param>
    /// <returns>What was written; the output is flushed, and left open.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; whole lines have been written and flushed.</exception>
    public async Task<SimulatedTotals> WriteAsync(
        PipeWriter output, Timestamp until, CancellationToken cancel, Action<Timestamp>? reached = null, Action<ReadOnlySpan<byte>>? look = null,
        EventPace? pace = null)
    {
        var totals = default(SimulatedTotals);
        var last = new Timestamp(until.Milliseconds - 1);
        if (_format is not null) output.Write(_format.Beginning);
        _all.Rebuild(_all.Shop.Run.From, _campaigns);
        while (_all.Plan(last, out var step))
        {
            cancel.ThrowIfCancellationRequested();
            Walk(step);
            var (events, order) = _all.Merge();
            for (var place = 0; place < order.Count;)
            {
                var most = pace is null ? order.Count : await pace.TakeAsync(order.Count - place, cancel).ConfigureAwait(false);
                totals = Write(output, events, order, ref place, most, totals, look);
                if (await HasGoneAsync(output).ConfigureAwait(false)) return totals;
            }
            _all.Release();
            reached?.Invoke(step.To);
        }
        await HasGoneAsync(output).ConfigureAwait(false);
        return totals;
    }

    /// <summary>Flushes, which is not broken off: lines stay whole.</summary>
    /// <returns>Whether nobody reads any more.</returns>
    private static async ValueTask<bool> HasGoneAsync(PipeWriter output) => (await output.FlushAsync(CancellationToken.None).ConfigureAwait(false)).IsCompleted;

    private void Walk(ShardStep step)
    {
        foreach (var user in _all.Due)
        {
            ref var shopper = ref _shoppers[user];
            if (shopper is null)
            {
                if (_idle.TryPop(out shopper)) shopper.Become(user);
                else shopper = new Shopper(_all.Shop, user);
                shopper.Rebuild(step.From, _campaigns);
            }
            var events = EventBuffer.Rent();
            while (shopper.Walk(step.To, _campaigns, events)) { }
            _all.Accept(user, events, shopper.NextDue);
            if (!shopper.IsIdle) continue;
            _idle.Push(shopper);
            shopper = null;
        }
    }

    /// <param name="place">In the order; moved behind what was looked at.</param>
    /// <param name="most">How many events are written at most.</param>
    private SimulatedTotals Write(
        PipeWriter output, StepEvents gathered, EventMerge order, ref int place, int most, SimulatedTotals totals, Action<ReadOnlySpan<byte>>? look)
    {
        var (events, orders, cents, bytes, late, copies, held, lost, refunds, refunded, reordered) = totals;
        var (at, count, end, format) = (place, order.Count, events + most, _format);
        for (; at < count && events < end; at++)
        {
            ref readonly var entry = ref gathered.Entries[order.At(at)];
            if (entry.Kind == EmissionKind.Lost) lost++;
            if (!entry.IsWritten) continue;
            if (entry.Kind == EmissionKind.Late) late++;
            if (entry.Kind == EmissionKind.Duplicate) copies++;
            if ((entry.Delays & WriteDelays.Held) != 0) held++;
            if ((entry.Delays & WriteDelays.Reordered) != 0) reordered++;
            var json = PackedRecords.ValueOf(gathered.Record(entry));
            look?.Invoke(json);
            bytes += format is null ? Line(json, output) : format.Write(json, Topics.Of(entry.Type), output);
            events++;
            if (entry.Type == EventType.Purchase) (orders, cents) = (orders + 1, cents + entry.Cents);
            else if (entry.Type == EventType.Refund) (refunds, refunded) = (refunds + 1, refunded + entry.Cents);
        }
        place = at;
        return new SimulatedTotals(events, orders, cents, bytes, late, copies, held, lost, refunds, refunded, reordered);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Line(ReadOnlySpan<byte> json, PipeWriter output)
    {
        var to = output.GetSpan(json.Length + 1);
        json.CopyTo(to);
        to[json.Length] = (byte)'\n';
        output.Advance(json.Length + 1);
        return json.Length + 1;
    }
}
