using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log.Truth;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>Holds the ids of our own run in a shard's log against what its writers say that they wrote.</summary>
internal sealed class IdCheck(int shard, PaneGrid grid, IExpectedEvents? expected, Findings findings)
{
    /// <summary>The most ids named of a pane.</summary>
    private const int MostNames = 20;

    /// <param name="own">Every event of our run in the shard's log; it is sorted here.</param>
    /// <param name="first">Panes from here on are checked: what lies before may be gone with its records.</param>
    /// <param name="last">The last pane of which all is written.</param>
    public void Check(List<OwnEvent> own, TruthRecord truth, long first, long last)
    {
        own.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        var found = Count(own);
        foreach (var pane in truth.Panes)
        {
            var number = grid.PaneOf(pane.Start);
            found.Remove(number, out var inLog);
            if (number >= first && number <= last) Check(pane, number, inLog ?? new Found(), own);
        }
        foreach (var (pane, inLog) in found)
            if (pane >= first && pane <= last)
                findings.IsDoubled(inLog.Distinct + inLog.Copies, $"{Pane(pane)}: {inLog.Distinct + inLog.Copies} events of our run that no writer wrote{Names(inLog.CopiedIds)}");
    }

    private void Check(PaneTruth truth, long pane, Found inLog, List<OwnEvent> own)
    {
        var written = truth.EventCount - truth.Duplicates;
        if (inLog.Distinct < written) CheckLost(truth, pane, written - inLog.Distinct, inLog, own);
        if (inLog.Distinct > written) findings.IsDoubled(inLog.Distinct - written, $"{Pane(pane)}: {inLog.Distinct - written} events of our run more than were written");
        if (inLog.Copies > truth.Duplicates)
            findings.IsDoubled(inLog.Copies - truth.Duplicates, $"{Pane(pane)}: {inLog.Copies - truth.Duplicates} events are doubled{Names(inLog.CopiedIds)}");
        if (inLog.Copies < truth.Duplicates) findings.IsLost(truth.Duplicates - inLog.Copies, $"{Pane(pane)}: {truth.Duplicates - inLog.Copies} copies, made on purpose, are lost");
    }

    /// <summary>A transaction that is in the log twice has said twice what it wrote: of what it doubled nothing is lost.</summary>
    private void CheckLost(PaneTruth truth, long pane, long lost, Found inLog, List<OwnEvent> own)
    {
        EventId[] missing = [.. Missing(pane, own)];
        if (expected is not null && missing.Length == 0 && inLog.Copies - truth.Duplicates >= lost) return;
        var types = Enum.GetValues<EventType>().Where(type => inLog.Types[(int)type] < truth.Events(type));
        findings.IsLost(lost, $"{Pane(pane)}: {lost} events are lost ({string.Join(", ", types)}){Names(missing)}");
    }

    private static Dictionary<long, Found> Count(List<OwnEvent> own)
    {
        var panes = new Dictionary<long, Found>();
        for (var i = 0; i < own.Count; i++)
        {
            if (!panes.TryGetValue(own[i].Pane, out var found)) panes.Add(own[i].Pane, found = new Found());
            found.Types[(int)own[i].Type]++;
            if (i > 0 && own[i - 1].Id == own[i].Id)
            {
                found.Copies++;
                if (found.CopiedIds.Count < MostNames) found.CopiedIds.Add(own[i].Id);
            }
            else found.Distinct++;
        }
        return panes;
    }

    private IEnumerable<EventId> Missing(long pane, List<OwnEvent> own)
    {
        if (expected is null) return [];
        var held = own.Where(e => e.Pane == pane).Select(e => e.Id).ToHashSet();
        return expected.Of(shard, new Timestamp(grid.Start(pane)), new Timestamp(grid.End(pane))).Select(e => e.Id).Where(id => !held.Contains(id)).Take(MostNames);
    }

    private string Pane(long pane) => $"shard {shard}, pane {new Timestamp(grid.Start(pane))}";

    private static string Names(IEnumerable<EventId> ids) => string.Join(", ", ids) is { Length: > 0 } names ? ": " + names : "";

    private sealed class Found
    {
        public readonly long[] Types = new long[EventCounts.Types];
        public readonly List<EventId> CopiedIds = [];
        public long Distinct;
        public long Copies;
    }
}
