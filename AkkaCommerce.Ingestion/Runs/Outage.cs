namespace AkkaCommerce.Ingestion.Runs;

/// <summary>
/// A time of each day of the shop in which nothing is written, as when a collector is away: what would be written then comes afterwards, in the same
/// order and <see cref="CatchUp"/> times as fast as it happened, so that a backlog of any length is no single huge transaction.
/// </summary>
/// <param name="At">When it begins, since the shop's midnight; whole minutes below a day.</param>
/// <param name="Length">How long it is, above 0 and at most <see cref="Longest"/>; it may pass midnight.</param>
public readonly record struct Outage(TimeSpan At, TimeSpan Length)
{
    /// <summary>How many times as fast as it happened the backlog is written.</summary>
    public const int CatchUp = 10;

    private const long Day = 86_400_000;

    /// <summary>The greatest length: an outage and its backlog are over before the next begins.</summary>
    public static TimeSpan Longest => TimeSpan.FromHours(6);

    /// <summary>When something is written that would be written at a moment. Never earlier, and never in another order.</summary>
    /// <param name="moment">Milliseconds since 1970 UTC.</param>
    /// <param name="zone">The shop's offset from UTC, in milliseconds.</param>
    public long WrittenAt(long moment, long zone)
    {
        var into = (moment + zone - (long)At.TotalMilliseconds) % Day;
        if (into < 0) into += Day;
        var length = (long)Length.TotalMilliseconds;
        return into < length ? moment - into + length + into / CatchUp : moment;
    }
}
