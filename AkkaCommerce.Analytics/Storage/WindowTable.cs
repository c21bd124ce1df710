using System.Globalization;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>
/// The table <c>windows</c>, made for people: a row a final window, its figures as columns and its whole snapshot as JSON, with the totals of the pane it
/// ends with (packed, for the next board).
/// </summary>
internal static class WindowTable
{
    /// <summary>The figures that version 2 of the schema added, by where they stand in the snapshot.</summary>
    private static readonly (string Column, string Path, Func<SqlTypes, string> Type)[] Added =
    [
        ("starts_at", "$.window_start", types => types.Time),
        ("page_views", "$.events.page_view", types => types.Whole),
        ("add_to_carts", "$.events.add_to_cart", types => types.Whole),
        ("remove_from_carts", "$.events.remove_from_cart", types => types.Whole),
        ("purchases", "$.events.purchase", types => types.Whole),
        ("session_starts", "$.events.session_start", types => types.Whole),
        ("session_ends", "$.events.session_end", types => types.Whole),
        ("average_order_value", "$.average_order_value", types => types.Number),
        ("carters", "$.unique_carters", types => types.Whole),
        ("abandoning_carters", "$.abandoning_carters", types => types.Whole),
        ("converted_viewers", "$.converted_viewers", types => types.Whole),
        ("viewer_conversion_rate", "$.viewer_conversion_rate", types => types.Number),
        ("average_session_seconds", "$.sessions.average_duration_seconds", types => types.Number),
        ("average_session_page_views", "$.sessions.average_page_views", types => types.Number),
        ("late_events", "$.late_events", types => types.Whole),
        ("dead_letters", "$.dead_letters", types => types.Whole),
    ];

    public static string Create(SqlTypes types) =>
        $"""
        CREATE TABLE windows (
            window_end                  {types.Whole} PRIMARY KEY,
            window_start                {types.Whole}  NOT NULL,
            starts_at                   {types.Time}   NOT NULL,
            ends_at                     {types.Time}   NOT NULL,
            events                      {types.Whole}  NOT NULL,
            page_views                  {types.Whole}  NOT NULL,
            add_to_carts                {types.Whole}  NOT NULL,
            remove_from_carts           {types.Whole}  NOT NULL,
            purchases                   {types.Whole}  NOT NULL,
            session_starts              {types.Whole}  NOT NULL,
            session_ends                {types.Whole}  NOT NULL,
            orders                      {types.Whole}  NOT NULL,
            revenue                     {types.Money}  NOT NULL,
            average_order_value         {types.Number} NOT NULL,
            customers                   {types.Whole}  NOT NULL,
            viewers                     {types.Whole}  NOT NULL,
            carters                     {types.Whole}  NOT NULL,
            abandoning_carters          {types.Whole}  NOT NULL,
            converted_viewers           {types.Whole}  NOT NULL,
            viewer_conversion_rate      {types.Number} NOT NULL,
            average_session_seconds     {types.Number} NOT NULL,
            average_session_page_views  {types.Number} NOT NULL,
            late_events                 {types.Whole}  NOT NULL,
            dead_letters                {types.Whole}  NOT NULL,
            snapshot                    {types.Json}   NOT NULL,
            pane                        {types.Bytes}  NOT NULL)
        """;

    /// <summary>Version 1 was SQLite's only: the figures are taken from the snapshots.</summary>
    public static IEnumerable<string> FromVersion1(SqlTypes types) =>
    [
        .. Added.Select(added => $"ALTER TABLE windows ADD COLUMN {added.Column} {added.Type(types)}"),
        $"UPDATE windows SET {string.Join(", ", Added.Select(added => $"{added.Column} = snapshot ->> '{added.Path}'"))}",
    ];

    /// <summary>Writes a row where there is none, of <see cref="Row"/>.</summary>
    public static string Insert(SqlTypes types) =>
        $"""
        INSERT INTO windows (
            window_end, window_start, starts_at, ends_at, events, page_views, add_to_carts, remove_from_carts, purchases, session_starts, session_ends,
            orders, revenue, average_order_value, customers, viewers, carters, abandoning_carters, converted_viewers, viewer_conversion_rate,
            average_session_seconds, average_session_page_views, late_events, dead_letters, snapshot, pane)
        VALUES (
            @End, @Start, CAST(@StartsAt AS {types.Time}), CAST(@EndsAt AS {types.Time}), @Events, @PageViews, @AddToCarts, @RemoveFromCarts, @Purchases,
            @SessionStarts, @SessionEnds, @Orders, CAST(@Revenue AS {types.Money}), CAST(@AverageOrderValue AS {types.Number}), @Customers, @Viewers, @Carters,
            @AbandoningCarters, @ConvertedViewers, CAST(@ViewerConversionRate AS {types.Number}), CAST(@AverageSessionSeconds AS {types.Number}),
            CAST(@AverageSessionPageViews AS {types.Number}), @LateEvents, @DeadLetters, CAST(@Snapshot AS {types.Json}), @Pane)
        ON CONFLICT DO NOTHING
        """;

    /// <param name="json">The snapshot's.</param>
    /// <param name="pane">The packed totals.</param>
    public static object Row(WindowSnapshot snapshot, string json, byte[] pane) => new
    {
        End = snapshot.End.Milliseconds,
        Start = snapshot.Start.Milliseconds,
        StartsAt = snapshot.Start.ToString(),
        EndsAt = snapshot.End.ToString(),
        Events = snapshot.Events.Total,
        PageViews = snapshot.Events[EventType.PageView],
        AddToCarts = snapshot.Events[EventType.AddToCart],
        RemoveFromCarts = snapshot.Events[EventType.RemoveFromCart],
        Purchases = snapshot.Events[EventType.Purchase],
        SessionStarts = snapshot.Events[EventType.SessionStart],
        SessionEnds = snapshot.Events[EventType.SessionEnd],
        snapshot.Orders,
        Revenue = Text(snapshot.Revenue, 2),
        AverageOrderValue = Text(snapshot.AverageOrderValue, 2),
        Customers = snapshot.UniqueCustomers,
        Viewers = snapshot.UniqueViewers,
        Carters = snapshot.UniqueCarters,
        snapshot.AbandoningCarters,
        snapshot.ConvertedViewers,
        ViewerConversionRate = Text(snapshot.ViewerConversionRate, 4),
        AverageSessionSeconds = Text(snapshot.Sessions.AverageDurationSeconds, 1),
        AverageSessionPageViews = Text(snapshot.Sessions.AveragePageViews, 2),
        snapshot.LateEvents,
        snapshot.DeadLetters,
        Snapshot = json,
        Pane = pane,
    };

    private static string Text(decimal value, int places) => value.ToString($"F{places}", CultureInfo.InvariantCulture);
}
