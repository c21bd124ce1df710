using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What befalls an event on purpose: a function of the seed and the event, by chance of its own, so that it changes nothing else.</summary>
/// <param name="Kind">Of failing, lost, late and doubled one at most.</param>
/// <param name="Later">By how many milliseconds the late event, or the copy, is written later.</param>
/// <param name="Reorder">By how many milliseconds all that is written of it is moved.</param>
internal readonly record struct Fate(EmissionKind Kind, int Later, int Reorder)
{
    /// <param name="draw">The event's number in the visit.</param>
    public static Fate Of(in Visit visit, int draw, Imperfections imperfect)
    {
        var at = Chance.Below(Chance.Draw(visit.FateKey, (uint)draw * 2), Imperfections.Whole);
        if ((at -= imperfect.FailureShare) < 0) return new Fate(EmissionKind.Failed, 0, 0);
        if ((at -= imperfect.LossShare) < 0) return new Fate(EmissionKind.Lost, 0, 0);
        var reorder = imperfect.Reorder > TimeSpan.Zero ? Moved(visit, draw, imperfect) : 0;
        if ((at -= imperfect.LateShare) < 0) return new Fate(EmissionKind.Late, DelayOf(visit, draw, imperfect.LateBy), reorder);
        if (at - imperfect.DuplicateShare < 0) return new Fate(EmissionKind.Duplicate, DelayOf(visit, draw, imperfect.CopyBy), reorder);
        return new Fate(EmissionKind.Plain, 0, reorder);
    }

    /// <summary>When a record of the event is written, and what delayed it besides <paramref name="later"/>.</summary>
    /// <param name="time">When the event happens.</param>
    /// <param name="later">By how much a late event, or a copy, is later.</param>
    public (long Due, WriteDelays Delays) Written(long time, int later, Shop shop)
    {
        var at = time + Reorder + later;
        var due = shop.Imperfections.Outage is { } outage ? outage.WrittenAt(at, shop.ZoneMilliseconds) : at;
        return (due, (Reorder > 0 ? WriteDelays.Reordered : WriteDelays.None) | (due > at ? WriteDelays.Held : WriteDelays.None));
    }

    private static int DelayOf(in Visit visit, int draw, DelayRange by)
    {
        var (least, greatest) = ((int)by.Least.TotalMilliseconds, (int)by.Greatest.TotalMilliseconds);
        return least + Chance.Below(Chance.Draw(visit.FateKey, (uint)draw * 2 + 1), greatest - least + 1);
    }

    /// <summary>Its draws are counted from the other end, so that they are never those of the fates.</summary>
    private static int Moved(in Visit visit, int draw, Imperfections imperfect) =>
        Chance.Below(Chance.Draw(visit.FateKey, uint.MaxValue - (uint)draw), (int)imperfect.Reorder.TotalMilliseconds + 1);
}
