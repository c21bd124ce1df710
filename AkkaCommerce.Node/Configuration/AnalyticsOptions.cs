using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Node.Configuration;

/// <summary>What is made of the events, as asked for: what a data folder already holds goes first.</summary>
public sealed record AnalyticsOptions
{
    public required TimeSpan Pane { get; init; }
    public required TimeSpan Window { get; init; }
    public required TimeSpan Lateness { get; init; }

    /// <summary>Paths that somebody set, below <c>analytics</c>: only these can differ from what a data folder holds.</summary>
    public required IReadOnlySet<string> Given { get; init; }

    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static AnalyticsOptions Read(Settings settings)
    {
        var (pane, window) = (PaneOf(settings), WindowOf(settings));
        if (window.Ticks % pane.Ticks != 0 || window / pane is < 2 or > AnalysisOptions.MostWindowPanes)
            throw settings.Wrong("analytics.window", $"is not 2 to {AnalysisOptions.MostWindowPanes} whole panes of {pane.TotalSeconds:0} s");
        return new()
        {
            Pane = pane,
            Window = window,
            Lateness = LatenessOf(settings),
            Given = Names.Where(name => settings.IsGiven($"analytics.{name}")).ToHashSet(),
        };
    }

    /// <summary>The readings of single values, each to be judged without the others.</summary>
    internal static IEnumerable<Action> Readings(Settings settings) => [() => PaneOf(settings), () => WindowOf(settings), () => LatenessOf(settings)];

    private static readonly string[] Names = ["pane", "window", "lateness"];

    private static TimeSpan PaneOf(Settings settings)
    {
        var pane = settings.Duration("analytics.pane", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return pane.Ticks % TimeSpan.TicksPerSecond == 0 ? pane : throw settings.Wrong("analytics.pane", "is not whole seconds");
    }

    private static TimeSpan WindowOf(Settings settings) => settings.Duration("analytics.window", TimeSpan.FromSeconds(2), TimeSpan.FromDays(2));

    private static TimeSpan LatenessOf(Settings settings) => settings.Duration("analytics.lateness", TimeSpan.Zero, TimeSpan.FromHours(1));
}
