namespace AkkaCommerce.Node.Configuration;

/// <summary>All that <c>run</c> was asked for.</summary>
public sealed record RunOptions
{
    public required Roles Roles { get; init; }
    public required SimulationOptions Simulation { get; init; }
    public required AnalyticsOptions Analytics { get; init; }
    public required RetentionOptions Retention { get; init; }

    /// <summary>How often the dashboard is drawn on a terminal.</summary>
    public required TimeSpan Refresh { get; init; }

    /// <summary>End when all that the log holds is analysed.</summary>
    public required bool UntilIdle { get; init; }

    /// <summary>Go on where the log no longer holds what recovery needs.</summary>
    public required bool SkipGap { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static RunOptions Read(Settings settings, bool untilIdle, bool skipGap) => new()
    {
        Roles = settings.Roles("roles"),
        Simulation = SimulationOptions.Read(settings),
        Analytics = AnalyticsOptions.Read(settings),
        Retention = RetentionOptions.Read(settings),
        Refresh = settings.Duration("console.refresh", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        UntilIdle = untilIdle,
        SkipGap = skipGap,
    };
}
