using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>What the publisher works with.</summary>
public sealed record PublisherContext
{
    public required ISnapshotTopic Topic { get; init; }

    /// <summary>Final windows that end after a moment, oldest first, at most so many.</summary>
    public required Func<Timestamp, int, IReadOnlyList<WindowSnapshot>> FinalsAfter { get; init; }

    /// <summary>The final window that ends at a moment, or null.</summary>
    public required Func<Timestamp, WindowSnapshot?> FinalAt { get; init; }

    public required ILogger<SnapshotPublisher> Logger { get; init; }
}
