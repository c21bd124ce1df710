using System.Globalization;
using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaCommerce.Tests.Ingestion.Events;

public sealed class EventWriterTests
{
    private static readonly EventId Id = new(run: 0x0123_4567_89ab, user: 123, day: 20_338, visit: 2, draw: 5);
    private static readonly EventHead Head = new(Id, Timestamp.From(new DateTimeOffset(2025, 9, 7, 15, 30, 0, 123, TimeSpan.Zero)));
    private static readonly byte[] Laptop = "prod_electronics_laptop_001"u8.ToArray();
    private static readonly byte[] Electronics = "electronics"u8.ToArray();

    private readonly byte[] _to = new byte[EventWriter.MaxBytes(512, 8)];

    [Fact]
    public void A_page_view_has_the_fields_of_the_design_in_their_order() => Text(EventWriter.WritePageView(_to, Head, Laptop, Electronics, 99_999))
        .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"page_view","user_id":"user_000123","session_id":"S","product_id":"prod_electronics_laptop_001","product_category":"electronics","product_price":999.99,"timestamp":"2025-09-07T15:30:00.123Z"}""");

    [Fact]
    public void Cart_events_add_the_quantity()
    {
        Text(EventWriter.WriteAddToCart(_to, Head, Laptop, Electronics, 99_999, 12))
            .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"add_to_cart","user_id":"user_000123","session_id":"S","product_id":"prod_electronics_laptop_001","product_category":"electronics","product_price":999.99,"quantity":12,"timestamp":"2025-09-07T15:30:00.123Z"}""");
        Text(EventWriter.WriteRemoveFromCart(_to, Head, Laptop, Electronics, 5, 1))
            .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"remove_from_cart","user_id":"user_000123","session_id":"S","product_id":"prod_electronics_laptop_001","product_category":"electronics","product_price":0.05,"quantity":1,"timestamp":"2025-09-07T15:30:00.123Z"}""");
    }

    [Fact]
    public void A_purchase_lists_its_items() =>
        Text(EventWriter.WritePurchase(_to, Head, 0, 129_997, [new(Laptop, Electronics, 1, 99_999), new(Laptop, Electronics, 3, 100)]))
            .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"purchase","user_id":"user_000123","session_id":"S","order_id":"O","total":1299.97,"items":[{"product_id":"prod_electronics_laptop_001","category":"electronics","quantity":1,"price":999.99},{"product_id":"prod_electronics_laptop_001","category":"electronics","quantity":3,"price":1.00}],"timestamp":"2025-09-07T15:30:00.123Z"}""");

    [Fact]
    public void A_refund_lists_what_came_back_under_the_order_it_is_of()
    {
        Text(EventWriter.WriteRefund(_to, Head, 0, 99_999, [new(Laptop, Electronics, 1, 99_999)]))
            .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"refund","user_id":"user_000123","session_id":"S","order_id":"O","total":999.99,"items":[{"product_id":"prod_electronics_laptop_001","category":"electronics","quantity":1,"price":999.99}],"timestamp":"2025-09-07T15:30:00.123Z"}""");

        OrderOf(EventWriter.WriteRefund(_to, new EventHead(new EventId(7, 3, 20_000, 2, EventId.MaxDraw), default), 1, 0, []))
            .ShouldBe(OrderOf(EventWriter.WritePurchase(_to, new EventHead(new EventId(7, 3, 20_000, 2, 9), default), 1, 0, [])));

        string OrderOf(int length) => JsonDocument.Parse(_to.AsMemory(0, length)).RootElement.GetProperty("order_id").GetString()!;
    }

    [Fact]
    public void Sessions_start_bare_and_end_with_their_length_and_views()
    {
        Text(EventWriter.WriteSessionStart(_to, Head))
            .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"session_start","user_id":"user_000123","session_id":"S","timestamp":"2025-09-07T15:30:00.123Z"}""");
        Text(EventWriter.WriteSessionEnd(_to, Head, 12_345, 7))
            .ShouldBe("""{"event_id":"01234567-89ab-8005-8002-0000007b4f72","event_type":"session_end","user_id":"user_000123","session_id":"S","duration_seconds":12.345,"page_views":7,"timestamp":"2025-09-07T15:30:00.123Z"}""");
    }

    [Fact]
    public void The_events_of_a_visit_share_a_session_and_other_visits_and_orders_have_their_own()
    {
        var sessions = new HashSet<string>();
        var orders = new HashSet<string>();
        for (var user = 0; user < 20; user++)
            for (var visit = 0; visit < 20; visit++)
                for (var order = 0; order < 4; order++)
                {
                    var head = new EventHead(new EventId(7, user, 20_000, visit, order), default);
                    using var json = JsonDocument.Parse(_to.AsMemory(0, EventWriter.WritePurchase(_to, head, order, 0, [])));
                    sessions.Add(json.RootElement.GetProperty("session_id").GetString()!);
                    orders.Add(json.RootElement.GetProperty("order_id").GetString()!);
                }

        sessions.Count.ShouldBe(400);
        orders.Count.ShouldBe(1600);
    }

    [Fact]
    public void Any_time_from_1970_to_9999_is_written_as_the_calendar_says() => Prop.ForAll(
        Gen.Choose(0, 2_932_896).SelectMany(_ => Gen.Choose(0, 86_399_999), (day, milliseconds) => day * 86_400_000L + milliseconds).ToArbitrary(),
        time =>
        {
            using var json = JsonDocument.Parse(_to.AsMemory(0, EventWriter.WriteSessionStart(_to, new EventHead(Id, new Timestamp(time)))));
            var expected = DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            json.RootElement.GetProperty("timestamp").GetString().ShouldBe(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_day_of_four_centuries_has_its_date()
    {
        for (var day = 0; day < 400 * 366; day++)
        {
            var length = EventWriter.WriteSessionStart(_to, new EventHead(Id, new Timestamp(day * 86_400_000L)));
            var date = Encoding.ASCII.GetString(_to.AsSpan(length - 26, 10));
            if (date != DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) date.ShouldBe($"day {day}");
        }
    }

    [Fact]
    public void Amounts_and_counts_of_any_size_are_numbers_with_all_their_digits()
    {
        for (var cents = 0L; cents <= Money.MaxCents; cents = cents * 3 + 7)
        {
            var length = EventWriter.WriteAddToCart(_to, Head, Laptop, Electronics, cents, (int)(cents & int.MaxValue));
            using var json = JsonDocument.Parse(_to.AsMemory(0, length));
            json.RootElement.GetProperty("product_price").GetRawText().ShouldBe(Money.Text(cents));
            json.RootElement.GetProperty("quantity").GetInt32().ShouldBe((int)(cents & int.MaxValue));
        }
    }

    [Fact]
    public void The_bytes_promised_suffice_for_the_greatest_of_everything()
    {
        var head = new EventHead(new EventId(EventId.MaxRun, int.MaxValue, EventId.MaxDay, EventId.MaxVisit, EventId.MaxDraw), new Timestamp(253_402_300_799_999));

        EventWriter.WriteRemoveFromCart(new byte[EventWriter.MaxBytes(0)], head, [], [], long.MaxValue, int.MaxValue).ShouldBeLessThanOrEqualTo(EventWriter.MaxBytes(0));
        EventWriter.WriteSessionEnd(new byte[EventWriter.MaxBytes(0)], head, long.MaxValue, int.MaxValue).ShouldBeLessThanOrEqualTo(EventWriter.MaxBytes(0));
        var items = Enumerable.Repeat(new PurchasedItem([], [], int.MaxValue, long.MaxValue), 50).ToArray();
        EventWriter.WritePurchase(new byte[EventWriter.MaxBytes(0, 50)], head, 3, long.MaxValue, items).ShouldBeLessThanOrEqualTo(EventWriter.MaxBytes(0, 50));
    }

    [Fact]
    public void Too_little_room_is_refused_before_anything_is_written() =>
        Should.Throw<ArgumentException>(() => EventWriter.WriteSessionStart(new byte[EventWriter.FixedBytes - 1], Head));

    private string Text(int length)
    {
        var text = Encoding.UTF8.GetString(_to.AsSpan(0, length));
        text = System.Text.RegularExpressions.Regex.Replace(text, "sess_[0-9a-f]{16}\"", "S\"");
        return System.Text.RegularExpressions.Regex.Replace(text, "order_[0-9a-f]{16}\"", "O\"");
    }
}
