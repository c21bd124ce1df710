using Akka.Actor;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>How far the analyst of a shard is: told each second by pub-sub, and written to the table of shards.</summary>
/// <param name="ClosedThrough">The end of the last pane closed by a confirmed entry; <see cref="Timestamp.Min"/> before the first.</param>
/// <param name="CommittedThrough">The simulation's progress folded; <see cref="Timestamp.Min"/>: none.</param>
/// <param name="HeldBackBy">What holds closing back, for a person.</param>
/// <param name="Positions">Of the next record that was never folded.</param>
/// <param name="NeededFrom">What recovery would read from: retention keeps it.</param>
/// <param name="Ends">The log's ends as last asked.</param>
/// <param name="Newest">The newest confirmed entry.</param>
/// <param name="IsSettled">All at hand is folded, closed, persisted, confirmed, and its rows are written.</param>
/// <param name="AllEventsClosed">Every pane that holds an event in this shard is closed.</param>
/// <param name="LastWindowEnd">The end of the last window that holds an event of this shard and may become final; <see cref="Timestamp.Min"/>: none.</param>
public sealed record AnalystStatus(
    int Shard, Timestamp ClosedThrough, Timestamp CommittedThrough, string HeldBackBy, Positions Positions, Positions NeededFrom, Positions Ends, EntryName Newest,
    bool IsSettled, bool AllEventsClosed, Timestamp LastWindowEnd)
{
    public const string Topic = "analysts";

    /// <summary>Events folded since this analyst began, for the first time: positions do not count them where a log's offsets have gaps.</summary>
    public long FoldedEvents { get; init; }

    /// <summary>Records of the analysed topics not yet folded.</summary>
    public long Lag
    {
        get
        {
            long lag = 0;
            for (var topic = 0; topic < Topics.Count; topic++)
                if (((int)TopicSet.Analysed >> topic & 1) != 0) lag += Math.Max(0, Ends[topic] - Positions[topic]);
            return lag;
        }
    }
}

/// <summary>An analyst cannot go on and says why, in a line for a person; published in its own process.</summary>
public sealed record AnalysisRefused(int Shard, string Reason) : INoSerializationVerificationNeeded;
