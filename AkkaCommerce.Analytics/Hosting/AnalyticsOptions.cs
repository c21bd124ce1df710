namespace AkkaCommerce.Analytics.Hosting;

/// <summary>Options of the analysis that are no part of the run records.</summary>
public sealed record AnalyticsOptions
{
    /// <summary>The cluster role that analysts and the board live in.</summary>
    public const string Role = "analytics";

    /// <summary>Goes on where the log no longer holds what recovery needs, and says which windows are not to be trusted; false.</summary>
    public bool SkipGap { get; init; }

    /// <summary>How long a node that stops waits for its analysts, above 0 to 10 s; 1 s.</summary>
    public TimeSpan FinishWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>These options, checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range; the message is a line for a person.</exception>
    public AnalyticsOptions Validated() =>
        FinishWithin > TimeSpan.Zero && FinishWithin <= TimeSpan.FromSeconds(10)
            ? this
            : throw new ArgumentOutOfRangeException(nameof(FinishWithin), FinishWithin, $"FinishWithin is {FinishWithin}: it is above 0 to 10 s.");
}
