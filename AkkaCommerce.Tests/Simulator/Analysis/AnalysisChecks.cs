using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>Everything once more, from the log and the chains of entries, by brute force.</summary>
internal sealed class AnalysisChecks(AnalysisSimulator world)
{
    private readonly ChainChecks _chains = new(world);

    /// <exception cref="AnalysisFailure">Something is wrong.</exception>
    public void Check()
    {
        _chains.Check();
        if (world.Kind == AnalysisKind.Static && _chains.LateOrigins.Count > 0)
            throw new AnalysisFailure($"Late though the log is complete and in order: {_chains.LateOrigins.First()}.");
        CheckFinals();
        if (world.Kind == AnalysisKind.CatchUp && world.MostOpen > 10) throw new AnalysisFailure($"{world.MostOpen} open panes in a catch-up of the simulation.");
        if (world.Kind == AnalysisKind.Stray && world.MostOpen > 45) throw new AnalysisFailure($"{world.MostOpen} open panes in a catch-up with one record of a stranger.");
    }

    private void CheckFinals()
    {
        var byPane = _chains.InTime.ToLookup(record => record.Time!.Value / AnalysisSimulator.Pane, record => record.Event!);
        for (var pane = 0L; pane <= (world.Tables.Received.Pane ?? -1); pane++)
        {
            List<HandMadeEvent> inside = [];
            for (var p = pane - AnalysisSimulator.Window + 1; p <= pane; p++) inside.AddRange(byPane[p]);
            var final = world.Tables.Windows.GetValueOrDefault(pane)?.Snapshot;
            if ((inside.Count > 0) != (final is not null)) throw new AnalysisFailure($"Final {pane} is {(final is null ? "missing" : "there, but its window is empty")}.");
            if (final is null) continue;
            var figures = SnapshotJson.Write(HandMadeShop.Figures(final.Start, final.End, inside));
            var shown = SnapshotJson.Write(final with { LateEvents = 0, DeadLetters = 0 });
            if (shown != figures) throw new AnalysisFailure($"Final {pane}: {shown}, the log says {figures}.");
        }
    }
}
