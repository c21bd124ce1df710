using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>When an event is due: the first at once, the others after it as in event time, so many times as fast.</summary>
internal sealed class ReplayPace(double speed, TimeProvider time)
{
    /// <summary>An event further ahead of the present than this is a dead letter of the analysis: nobody waits for it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private long _began;
    private Timestamp? _first;

    /// <summary>How long until then; at most a day at a time, nothing where it is past.</summary>
    public TimeSpan Wait(Timestamp moment)
    {
        if (moment > Timestamp.From(time.GetUtcNow()) + Ahead) return TimeSpan.Zero;
        if (_first is not { } first)
        {
            (_first, _began) = (moment, time.GetTimestamp());
            return TimeSpan.Zero;
        }
        var wait = (moment.Milliseconds - first.Milliseconds) / 1000.0 / speed - time.GetElapsedTime(_began).TotalSeconds;
        return TimeSpan.FromSeconds(Math.Clamp(wait, 0, 86_400));
    }
}
