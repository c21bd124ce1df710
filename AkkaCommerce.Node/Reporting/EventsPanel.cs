using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Events by type, as numbers and as bars.</summary>
internal static class EventsPanel
{
    private const int CountEnd = 21, RateEnd = 32, BarsFromWidth = 30;

    /// <summary>Where not all types have room, these come first; refunds are shown where there are any, instead of visits ended, which Engagement shows too.</summary>
    private static readonly EventType[] ByWeight =
        [EventType.PageView, EventType.Purchase, EventType.AddToCart, EventType.SessionStart, EventType.RemoveFromCart, EventType.Refund, EventType.SessionEnd];

    public static void Draw(Area area, WindowSnapshot? window, bool boxed)
    {
        var inside = area.Framed("Events", boxed);
        var most = 0L;
        for (var type = 0; window is not null && type < EventCounts.Types; type++) most = Math.Max(most, window.Events[type]);
        var bars = inside.Width >= BarsFromWidth + 30 ? RateEnd + 2 : CountEnd + 2;
        var shown = ByWeight.Where(type => type != EventType.Refund || window?.Events[type] > 0);
        foreach (var (row, type) in shown.Take(inside.Height).Order().Index())
        {
            var count = window?.Events[type] ?? 0;
            inside.Put(row, 0, EventLook.Plural(type), Ink.Dim);
            inside.PutBefore(row, CountEnd, window is null ? "-" : Show.Count(count));
            if (bars > RateEnd) inside.PutBefore(row, RateEnd, window is null ? "-" : $"{Show.Rate(count / DashboardHeader.Seconds(window))}/s", Ink.Dim);
            inside.Put(row, bars, Blocks.Bar(most == 0 ? 0 : (double)count / most, inside.Width - bars), EventLook.InkOf(type));
        }
    }
}

/// <summary>How types of event are named and coloured.</summary>
internal static class EventLook
{
    private static readonly (string Name, string Plural, Ink Ink)[] Looks =
    [
        ("views", "page views", Ink.Accent),
        ("to cart", "to cart", Ink.Warning),
        ("from cart", "from cart", Ink.Bad),
        ("buys", "purchases", Ink.Good),
        ("comes", "visits begun", Ink.Dim),
        ("leaves", "visits ended", Ink.Dim),
        ("returns", "refunds", Ink.Bad),
    ];

    public static string Plural(EventType type) => Looks[(int)type].Plural;

    /// <summary>What a user does.</summary>
    public static string Name(EventType type) => Looks[(int)type].Name;

    public static Ink InkOf(EventType type) => Looks[(int)type].Ink;
}
