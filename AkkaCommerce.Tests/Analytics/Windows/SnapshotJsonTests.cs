using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Analytics.Windows;

public sealed class SnapshotJsonTests
{
    private static readonly Timestamp End = Timestamp.From(new DateTimeOffset(2025, 9, 7, 15, 30, 0, TimeSpan.Zero));

    [Fact]
    public void An_empty_snapshot_has_every_field_in_order_with_its_decimals() =>
        SnapshotJson.Write(Empty).ShouldBe(
            """
            {"window_start":"2025-09-07T15:25:00Z","window_end":"2025-09-07T15:30:00Z","final":true,
            "events":{"page_view":0,"add_to_cart":0,"remove_from_cart":0,"purchase":0,"session_start":0,"session_end":0,"refund":0},
            "popular_products":[],"popular_categories":[],
            "revenue":0.00,"orders":0,"average_order_value":0.00,"unique_customers":0,"unique_viewers":0,"unique_carters":0,"abandoning_carters":0,"converted_viewers":0,"viewer_conversion_rate":0.0000,
            "sessions":{"started":0,"ended":0,"average_duration_seconds":0.0,"average_page_views":0.00},
            "late_events":0,"dead_letters":0,"refunded":0.00}
            """.ReplaceLineEndings(""));

    [Fact]
    public void A_snapshot_read_back_is_written_as_the_same_bytes()
    {
        var json = SnapshotJson.Write(Full);

        SnapshotJson.Write(SnapshotJson.Read(json)).ShouldBe(json);
        json.ShouldContain("""{"product_id":"prod_ä_\"1\"","category":"electronics","views":3,"add_to_carts":2,"purchases":1,"revenue":1299.90}""");
        json.ShouldContain("""{"category":"books","views":2,"purchases":1,"revenue":5.00}""");
        json.ShouldContain("\"average_order_value\":649.97,");
        json.ShouldContain("\"viewer_conversion_rate\":0.3333,");
        json.ShouldContain("\"average_duration_seconds\":61.5,\"average_page_views\":4.00}");
    }

    [Fact]
    public void A_snapshot_of_before_there_were_refunds_is_read_and_known_as_written_as_it_stands()
    {
        var older = SnapshotJson.Write(Full).Replace(",\"refund\":0}", "}").Replace(",\"refunded\":0.00}", "}");
        older.ShouldNotContain("refund");

        SnapshotJson.IsWritten(older, SnapshotJson.Read(older)).ShouldBeTrue();
        SnapshotJson.Write(SnapshotJson.Read(older)).ShouldBe(SnapshotJson.Write(Full));
        SnapshotJson.IsWritten(older, Full with { Refunded = 1 }).ShouldBeFalse();
        SnapshotJson.IsWritten(older.Replace("1299.94", "1299.940"), SnapshotJson.Read(older)).ShouldBeFalse();
    }

    [Fact]
    public void What_is_no_snapshot_is_refused() =>
        Should.Throw<FormatException>(() => SnapshotJson.Read("""{"window_start":"2025-09-07T15:25:00Z"}"""));

    private static WindowSnapshot Empty => new() { Start = End - TimeSpan.FromMinutes(5), End = End, Final = true, Events = default };

    private static WindowSnapshot Full
    {
        get
        {
            EventCounts events = default;
            events[EventType.PageView] = 7;
            events[EventType.SessionEnd] = 2;
            return Empty with
            {
                Events = events,
                PopularProducts = [new("prod_ä_\"1\"", "electronics", 3, 2, 1, 1299.9m)],
                PopularCategories = [new("books", 2, 1, 5)],
                Revenue = 1299.94m,
                Orders = 2,
                AverageOrderValue = 649.97m,
                UniqueViewers = 3,
                ConvertedViewers = 1,
                ViewerConversionRate = 0.3333m,
                Sessions = new() { Started = 1, Ended = 2, AverageDurationSeconds = 61.5m, AveragePageViews = 4 },
                LateEvents = 5,
                DeadLetters = 6,
            };
        }
    }
}
