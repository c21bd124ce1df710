using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What befalls an event on purpose: a function of the seed and the event, by chance of its own, so that it changes nothing else.</summary>
/// <param name="Kind">Of failing, lost, late and doubled one at most.</param>
/// <param name="Later">By how many milliseconds the late event, or the copy, is written later.</param>
/// <param name="Reorder">By how many milliseconds all that is written of it is moved.</param>
internal readonly record struct Fate(EmissionKind Kind, int Later, int Reorder)
{
    /// <exception cref="BehaviourFailedException">Its fate is that the behaviour fails.</exception>
    public static Fate Of(in Visit visit, Imperfections imperfect)
    {
        var at = Chance.Below(Chance.Draw(visit.FateKey, (uint)visit.Events * 2), Imperfections.Whole);
        if ((at -= imperfect.FailureShare) < 0) throw new BehaviourFailedException("failure asked for");
        if ((at -= imperfect.LossShare) < 0) return new Fate(EmissionKind.Lost, 0, 0);
        var reorder = imperfect.Reorder > TimeSpan.Zero ? Moved(visit, imperfect) : 0;
        if ((at -= imperfect.LateShare) < 0) return new Fate(EmissionKind.Late, DelayOf(visit, imperfect.LateBy), reorder);
        if (at - imperfect.DuplicateShare < 0) return new Fate(EmissionKind.Duplicate, DelayOf(visit, imperfect.CopyBy), reorder);
        return new Fate(EmissionKind.Plain, 0, reorder);
    }

    private static int DelayOf(in Visit visit, DelayRange by)
    {
        var (least, greatest) = ((int)by.Least.TotalMilliseconds, (int)by.Greatest.TotalMilliseconds);
        return least + Chance.Below(Chance.Draw(visit.FateKey, (uint)visit.Events * 2 + 1), greatest - least + 1);
    }

    /// <summary>Its draws are counted from the other end, so that they are never those of the fates.</summary>
    private static int Moved(in Visit visit, Imperfections imperfect) =>
        Chance.Below(Chance.Draw(visit.FateKey, uint.MaxValue - (uint)visit.Events), (int)imperfect.Reorder.TotalMilliseconds + 1);
}
