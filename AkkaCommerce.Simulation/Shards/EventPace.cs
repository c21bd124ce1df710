namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// So many events a second of wall time, evenly. Whoever falls behind (a reader that is slow, a machine that stood still) is behind for good: at most
/// what is due in a tenth of a second comes at once.
/// </summary>
/// <param name="rate">Events a second, <see cref="Least"/> to <see cref="Most"/>.</param>
public sealed class EventPace(double rate, TimeProvider time)
{
    public const double Least = 0.001, Most = 100_000_000;

    /// <summary>How much comes at once at most, and how long a wait is at least: a timer is no finer than a few milliseconds.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100), Slice = TimeSpan.FromMilliseconds(10);

    /// <summary>What is due at most: of a slow rate one event, and what a late timer owes of the next.</summary>
    private readonly double _burst = Math.Max(1.5, rate * Burst.TotalSeconds);

    private long? _began;
    private double _taken = -1; // the first is due at once

    /// <summary>Waits until an event is due.</summary>
    /// <param name="most">At least 1.</param>
    /// <returns>How many are due, 1 to <paramref name="most"/>; they are taken.</returns>
    public async ValueTask<int> TakeAsync(int most, CancellationToken cancel)
    {
        int count;
        while ((count = Take(most, out var wait)) == 0) await Task.Delay(wait, time, cancel).ConfigureAwait(false);
        return count;
    }

    /// <summary>Takes what is due.</summary>
    /// <param name="wait">Where nothing is due, how long until something is.</param>
    /// <returns>How many, 0 to <paramref name="most"/>.</returns>
    internal int Take(int most, out TimeSpan wait)
    {
        var elapsed = time.GetElapsedTime(_began ??= time.GetTimestamp()).TotalSeconds;
        _taken = Math.Max(_taken, elapsed * rate - _burst);
        var due = elapsed * rate - _taken;
        var count = (int)Math.Min(due, most);
        _taken += count;
        wait = count > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(Slice.TotalSeconds, (1 - due) / rate));
        return count;
    }
}
