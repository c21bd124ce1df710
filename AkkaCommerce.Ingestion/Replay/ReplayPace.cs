using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>When an event is due: the first at once, the others after it as in event time, so many times as fast.</summary>
internal sealed class ReplayPace(double speed, TimeProvider time)
{
    private long _began;
    private Timestamp? _first;

    /// <summary>How long until then; at most a day at a time, nothing where it is past.</summary>
    public TimeSpan Wait(Timestamp moment)
    {
        if (_first is not { } first)
        {
            (_first, _began) = (moment, time.GetTimestamp());
            return TimeSpan.Zero;
        }
        var wait = (moment.Milliseconds - first.Milliseconds) / 1000.0 / speed - time.GetElapsedTime(_began).TotalSeconds;
        return TimeSpan.FromSeconds(Math.Clamp(wait, 0, 86_400));
    }
}
