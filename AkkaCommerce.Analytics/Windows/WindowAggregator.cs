using Akka.Actor;
using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>One window: is handed the panes that it is made of, and answers with its snapshot; live ones while it fills, then the final one, its last act.</summary>
public sealed class WindowAggregator(PaneGrid grid) : UntypedActor
{
    public static Props Props(PaneGrid grid) => Akka.Actor.Props.Create(() => new WindowAggregator(grid));

    protected override void OnReceive(object message)
    {
        if (message is not WindowParts parts) return;
        Sender.Tell(new Aggregated(parts.Pane, WindowFigures.Snapshot(parts, grid)));
        if (parts.IsFinal) Context.Stop(Self);
    }
}

/// <summary>A window's snapshot.</summary>
public sealed record Aggregated(long Pane, WindowSnapshot Snapshot) : INoSerializationVerificationNeeded;
