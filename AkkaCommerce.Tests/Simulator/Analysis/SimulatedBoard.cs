using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>One incarnation of the board: the real core over the model's tables; windows are aggregated, written and noted in steps of their own.</summary>
internal sealed class SimulatedBoard(AnalysisWorld world)
{
    private FinalBatch? _batch;
    private bool _written;

    public BoardCore Core { get; } = world.Tables.Load(world.Options);

    public bool IsDead { get; set; }

    public void Finalize(int most)
    {
        if (_batch is not { } batch)
        {
            IsDead = Core.MissesEntries && !world.Has(AnalysisFault.BoardStays) && world.Tables.Received.Version > Core.Received.Version;
            if (IsDead) world.Say("the board stops: it misses what another has used");
            if (IsDead) return;
            _batch = Core.TryFinalize(most);
            return;
        }
        if (!_written)
        {
            FinalWindow[] windows = [.. batch.Windows.Select(ready => new FinalWindow(ready.Parts.Pane, WindowFigures.Snapshot(ready.Parts, PaneGrid.Of(world.Options)), ready.PaneBytes))];
            IsDead = !world.Tables.TryMove(batch.To, windows, !world.Has(AnalysisFault.NoCompare));
            if (IsDead) world.Say("the board stops: received was moved by another");
            else world.Say($"finals through {batch.To.Pane}");
            _written = true;
            return;
        }
        Core.Written(batch);
        (_batch, _written) = (null, false);
    }
}
