using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>A board: the real core, and a transaction that moves `received` only from the value that was known.</summary>
internal sealed class SimulatedBoard(AnalysisWorld world)
{
    public BoardCore Core { get; } = new(
        AnalysisWorld.Shards, AnalysisWorld.Options, world.Received,
        [.. world.Windows.Where(row => row.Key >= BoardCore.FirstPaneNeeded(world.Received, AnalysisWorld.Options)).Select(row => new KeptPane(row.Key, row.Value.Pane))],
        []);

    public bool IsDead { get; private set; }

    public void Finalize(Random chance)
    {
        if (Core.TryFinalize(world.Faults ? chance.Next(1, 20) : int.MaxValue) is not { } batch) return;
        if (world.Received.Version != batch.From.Version && world.Broken != "cas")
        {
            IsDead = true;
            world.Say("board: another moved received; stops");
            return;
        }
        foreach (var ready in batch.Windows)
        {
            var snapshot = WindowFigures.Snapshot(ready.Parts, PaneGrid.Of(AnalysisWorld.Options)) with { LateEvents = 0, DeadLetters = 0 };
            var row = (Json: SnapshotJson.Write(snapshot), Pane: ready.PaneBytes);
            if (!world.Windows.TryAdd(ready.Parts.Pane, row) && world.Windows[ready.Parts.Pane].Json != row.Json)
                throw new SimulationFailure($"a final changed: {ready.Parts.Pane} {world.Windows[ready.Parts.Pane].Json} -> {row.Json}");
        }
        world.Received = batch.To with { Version = world.Received.Version + 1 };
        Core.Written(batch with { To = world.Received });
        world.Say($"board: finals through {world.Received.Pane}");
    }
}
