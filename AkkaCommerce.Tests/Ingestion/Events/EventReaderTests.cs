using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaCommerce.Tests.Ingestion.Events;

public sealed class EventReaderTests
{
    private const string PageView =
        """{"event_id":"e1","event_type":"page_view","user_id":"user_000123","session_id":"s","product_id":"p","product_category":"c","product_price":999.99,"timestamp":"2025-09-07T15:30:00.123Z"}""";

    private const string Purchase =
        """{"event_id":"e2","event_type":"purchase","user_id":"u","order_id":"o","total":1299.9699999999998,"items":[{"product_id":"p","quantity":2,"price":0.005}],"timestamp":"2025-09-07T17:30:00.1239+02:00"}""";

    private readonly EventReader _reader = new();

    [Fact]
    public void The_reader_inverts_the_writer_on_its_faster_way() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var record = new RandomEvents(seed).Ours();
        EventView view = default;
        _reader.ReadKnownLayout(record, ref view).ShouldBeTrue(Encoding.UTF8.GetString(record));
        PlainEvent.Of(view).ShouldBe(PlainReader.Read(record));
        view.TryGetId(out var id).ShouldBeTrue();
        view.IsOf(id.Run).ShouldBeTrue();
        view.IsOf(id.Run ^ 1).ShouldBeFalse();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_ways_and_the_plain_reader_agree_on_what_we_write() => Agree(1, random => random.Ours());

    [Fact]
    public void Both_ways_and_the_plain_reader_agree_on_any_layout() => Agree(2, random => random.Foreign());

    [Fact]
    public void Both_ways_and_the_plain_reader_agree_on_our_layout_spoilt() => Agree(3, random => random.Spoilt(random.Ours()));

    [Fact]
    public void Both_ways_and_the_plain_reader_agree_on_any_layout_spoilt() => Agree(4, random => random.Spoilt(random.Foreign()));

    [Fact]
    public void A_record_cut_off_anywhere_is_not_json()
    {
        foreach (var record in new[] { Utf8(PageView), Utf8(Purchase), new RandomEvents(5).Ours() })
            for (var length = 0; length < record.Length; length++)
                Reason(record.AsSpan(0, length)).Kind.ShouldBe(DeadLetterKind.NotJson);
    }

    [Fact]
    public void A_foreign_event_gives_its_values()
    {
        _reader.Read(Utf8(Purchase), Topic.Purchases, out var view).ShouldBeTrue();

        view.TotalCents.ShouldBe(129_997);
        view.Time.ToString().ShouldBe("2025-09-07T15:30:00.123Z");
        view.Items.Count.ShouldBe(1);
        view.Items[0].PriceCents.ShouldBe(1);
        view.Items[0].Quantity.ShouldBe(2);
        view.Items[0].Category.Length.ShouldBe(0);
        view.IsOf(7).ShouldBeFalse();
    }

    [Fact]
    public void Escapes_are_decoded_in_values_and_in_names()
    {
        var record = Utf8("""{"event\u005fid":"a\"b","event_type":"page\u005fview","user_id":"\u00e9\ud83d\ude00","product_id":"p\/1","product_category":"c\n","product_price":1,"timestamp":"2025-09-07T15:30:00\u005a"}""");

        _reader.Read(record, out var view).ShouldBeTrue(view.Reason.Text);

        Encoding.UTF8.GetString(view.EventId).ShouldBe("a\"b");
        Encoding.UTF8.GetString(view.UserId).ShouldBe("é😀");
        Encoding.UTF8.GetString(view.ProductId).ShouldBe("p/1");
        Encoding.UTF8.GetString(view.Category).ShouldBe("c\n");
    }

    [Fact]
    public void Of_several_fields_of_one_name_the_last_counts()
    {
        _reader.Read(Utf8(PageView.Replace("{\"event_id\"", "{\"product_price\":\"x\",\"items\":7,\"event_id\"")), out var view).ShouldBeTrue(view.Reason.Text);
        view.PriceCents.ShouldBe(99_999);

        Reason(Utf8(PageView.Replace("Z\"}", "Z\",\"user_id\":7}"))).ShouldBe(new(DeadLetterKind.Mistyped, EventField.UserId));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("hello", "not JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("\"x\"", "not a JSON object")]
    [InlineData("{}", "event_type is missing")]
    [InlineData("{\"event_type\":7}", "event_type has the wrong type")]
    [InlineData("{\"event_type\":\"click\"}", "unknown event_type")]
    [InlineData("{\"event_type\":\"page_view\"}", "event_id is missing")]
    [InlineData("\ufeff{}", "not JSON")]
    [InlineData("{\"event_type\":\"\ud83d\"}", "event_type cannot be read", true)]
    public void What_is_no_event_says_why(string record, string reason, bool loneSurrogate = false) =>
        Reason(Utf8(loneSurrogate ? "{\"event_type\":\"\\ud83d\"}" : record)).Text.ShouldBe(reason);

    [Theory]
    [InlineData("\"event_id\":\"e1\"", "\"event_id\":\"\"", "event_id is empty")]
    [InlineData("\"event_id\":\"e1\"", "\"event_id\":null", "event_id has the wrong type")]
    [InlineData("\"user_id\":\"user_000123\",", "", "user_id is missing")]
    [InlineData("999.99", "-1", "product_price is negative")]
    [InlineData("999.99", "\"9\"", "product_price has the wrong type")]
    [InlineData("999.99", "NaN", "not JSON")]
    [InlineData("999.99", "1e400", "product_price is out of range")]
    [InlineData("2025-09-07T15:30:00.123Z", "today", "timestamp cannot be read")]
    [InlineData("2025-09-07T15:30:00.123Z", "1969-09-07T15:30:00.123Z", "timestamp is out of range")]
    [InlineData("page_view", "purchase", "order_id is missing")]
    [InlineData("\"page_view\"", "\"add_to_cart\"", "quantity is missing")]
    public void A_page_view_with_something_wrong_says_what(string part, string instead, string reason) =>
        Reason(Utf8(PageView.Replace(part, instead))).Text.ShouldBe(reason);

    [Theory]
    [InlineData("\"items\":[{", "\"items\":{", "not JSON")]
    [InlineData("[{\"product_id\":\"p\",\"quantity\":2,\"price\":0.005}]", "7", "items has the wrong type")]
    [InlineData("\"product_id\":\"p\",", "", "product_id of an item is missing")]
    [InlineData("\"quantity\":2", "\"quantity\":-2", "quantity of an item is negative")]
    [InlineData("\"quantity\":2", "\"quantity\":2.5", "quantity of an item has the wrong type")]
    [InlineData("\"price\":0.005", "\"price\":6e9", "price of an item is out of range")]
    [InlineData("1299.9699999999998", "-0.01", "total is negative")]
    public void A_purchase_with_something_wrong_says_what(string part, string instead, string reason) =>
        Reason(Utf8(Purchase.Replace(part, instead))).Text.ShouldBe(reason);

    [Fact]
    public void An_event_on_the_topic_of_others_is_a_dead_letter_whose_time_is_known()
    {
        _reader.Read(Utf8(PageView), Topic.Sessions, out var view).ShouldBeFalse();

        view.Reason.Kind.ShouldBe(DeadLetterKind.WrongTopic);
        view.HasTime.ShouldBeTrue();
        view.Type.ShouldBe(EventType.PageView);
    }

    [Theory]
    [InlineData("\"order_id\":\"o\",", "", "order_id is missing")]
    [InlineData("\"items\":", "\"goods\":", "items is missing")]
    [InlineData("1299.9699999999998", "-0.01", "total is negative")]
    public void A_refund_needs_what_a_purchase_does(string part, string instead, string reason)
    {
        var refund = Purchase.Replace("purchase", "refund");
        _reader.Read(Utf8(refund), Topic.Purchases, out var view).ShouldBeTrue();
        (view.Type, view.TotalCents, view.Items.Count).ShouldBe((EventType.Refund, 129_997, 1));

        Reason(Utf8(refund.Replace(part, instead))).Text.ShouldBe(reason);
    }

    [Fact]
    public void A_purchase_that_is_a_dead_letter_gives_its_time_type_and_total()
    {
        _reader.Read(Utf8(Purchase.Replace("\"order_id\":\"o\",", "")), out var view).ShouldBeFalse();

        view.HasTime.ShouldBeTrue();
        view.HasType.ShouldBeTrue();
        view.HasTotal.ShouldBeTrue();
        view.TotalCents.ShouldBe(129_997);
    }

    [Fact]
    public void JSON_may_nest_64_deep_and_no_deeper()
    {
        Reason(Utf8(PageView.Replace("\"s\"", new string('[', 63) + new string(']', 63)))).IsNone.ShouldBeTrue();
        Reason(Utf8(PageView.Replace("\"s\"", new string('[', 64) + new string(']', 64)))).Kind.ShouldBe(DeadLetterKind.TooDeep);
        Reason(Utf8(new string('[', 1_000_000))).Kind.ShouldBe(DeadLetterKind.TooDeep);
    }

    [Fact]
    public void A_record_of_ten_megabytes_is_too_large_and_its_time_is_still_read()
    {
        _reader.Read(Utf8(PageView.Replace("\"s\"", $"\"{new string('\\', 10_000_000)}\"")), Topic.PageViews, out var view).ShouldBeFalse();

        view.Reason.Kind.ShouldBe(DeadLetterKind.TooLarge);
        view.HasTime.ShouldBeTrue();
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_no_JSON()
    {
        var record = Utf8(PageView);
        record[PageView.IndexOf("user_", StringComparison.Ordinal) + 20] = 0xff;
        record[PageView.IndexOf("\"s\"", StringComparison.Ordinal) + 1] = 0xc0;

        Reason(record).Kind.ShouldBe(DeadLetterKind.NotJson);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var records = Enumerable.Range(0, 500).Select(i => new RandomEvents(i)).Select(random => random.Spoilt(random.Foreign())).ToArray();
        var ours = Enumerable.Range(0, 500).Select(i => new RandomEvents(i).Ours()).ToArray();
        foreach (var record in records) _reader.Read(record, out _);
        foreach (var record in ours) _reader.Read(record, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var record in records) _reader.Read(record, out _);
        foreach (var record in ours) _reader.Read(record, out _);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private void Agree(int seed, Func<RandomEvents, byte[]> next)
    {
        var random = new RandomEvents(seed);
        var valid = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var record = next(random);
            var plain = PlainReader.Read(record);
            var text = Encoding.UTF8.GetString(record);
            EventView view = default;
            if (_reader.ReadKnownLayout(record, ref view)) Same(PlainEvent.Of(view), plain, text);
            _reader.ReadAnyLayout(record, ref view);
            Same(PlainEvent.Of(view), plain, text);
            _reader.Read(record, out view);
            Same(PlainEvent.Of(view), plain, text);
            valid += plain.Reason.IsNone ? 1 : 0;
        }
        valid.ShouldBeGreaterThan(100);
    }

    private static void Same(PlainEvent fast, PlainEvent plain, string record)
    {
        if (fast.Reason.Kind is DeadLetterKind.NotJson or DeadLetterKind.TooDeep)
        {
            // Half a record has no members for the plain reader.
            plain.Reason.Kind.ShouldBe(DeadLetterKind.NotJson, record);
            return;
        }
        if (fast != plain.Told) fast.ShouldBe(plain.Told, record);
    }

    private DeadLetterReason Reason(ReadOnlySpan<byte> record)
    {
        _reader.Read(record, out var view);
        return view.Reason;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
