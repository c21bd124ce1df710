using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Formats;

public sealed class CsvFormatTests
{
    private const string Common = "\"event_id\":\"e1\",\"user_id\":\"u1\",\"session_id\":\"s1\",\"timestamp\":\"2025-09-07T15:30:00.120Z\"";

    private readonly CsvFormat _format = new();

    [Theory]
    [InlineData("\"event_type\":\"page_view\",\"product_id\":\"p1\",\"product_category\":\"books\",\"product_price\":9.9", Topic.PageViews, "page_view", "p1,books,9.90,,,,,,")]
    [InlineData("\"event_type\":\"add_to_cart\",\"product_id\":\"p1\",\"product_category\":\"books\",\"product_price\":0.05,\"quantity\":3", Topic.CartEvents, "add_to_cart", "p1,books,0.05,3,,,,,")]
    [InlineData("\"event_type\":\"purchase\",\"order_id\":\"o1\",\"total\":1299.9699999999998,\"items\":[]", Topic.Purchases, "purchase", ",,,,o1,1299.97,[],,")]
    [InlineData("\"event_type\":\"refund\",\"order_id\":\"o1\",\"total\":1299.9699999999998,\"items\":[]", Topic.Purchases, "refund", ",,,,o1,1299.97,[],,")]
    [InlineData("\"event_type\":\"session_start\"", Topic.Sessions, "session_start", ",,,,,,,,")]
    [InlineData("\"event_type\":\"session_end\",\"duration_seconds\":61.5,\"page_views\":4", Topic.Sessions, "session_end", ",,,,,,,61.500,4")]
    [InlineData("\"event_type\":\"session_end\"", Topic.Sessions, "session_end", ",,,,,,,,")]
    public void A_row_has_the_fields_of_its_type_in_their_columns(string fields, Topic topic, string type, string rest) =>
        Formatted.Of(_format, $"{{{Common},{fields}}}", topic).ShouldBe($"e1,{type},2025-09-07T15:30:00.120Z,u1,s1,{rest}\r\n");

    [Fact]
    public void Items_are_JSON_in_one_field_whose_quotation_marks_are_doubled() =>
        Formatted.Of(_format, $$"""{{{Common}},"event_type":"purchase","order_id":"o1","total":20,"items":[{"product_id":"p\"1","quantity":2,"price":10,"category":"books"},{"product_id":"p2","quantity":0,"price":1}]}""", Topic.Purchases)
            .ShouldEndWith("""o1,20.00,"[{""product_id"":""p\""1"",""category"":""books"",""quantity"":2,""price"":10.00},{""product_id"":""p2"",""quantity"":0,""price"":1.00}]",,""" + "\r\n");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\\nb", "\"a\nb\"")]
    [InlineData("a\\u0022b", "\"a\"\"b\"")]
    [InlineData("\\u00e4", "ä")]
    public void A_text_stands_in_quotation_marks_where_it_needs_them(string json, string field) =>
        Formatted.Of(_format, Formatted.PageView.Replace("\"s1\"", $"\"{json}\"")).ShouldContain($",u1,{field},p1,");

    [Theory]
    [InlineData("\"session\\u005fid\":\"s2\",\"name\\u005f\":1", "s2")]
    [InlineData("\"session_id\":17", "")]
    [InlineData("\"session_id\":{\"session_id\":\"no\"}", "")]
    [InlineData("\"other\":[{\"session_id\":\"no\"}]", "s1")]
    [InlineData("\"session_id\":\"s\\u0032\",\"\\u006eame\":\"longer than the session\"", "s2")]
    public void The_session_is_the_last_one_that_the_event_names(string after, string session) =>
        Formatted.Of(_format, $"{Formatted.PageView[..^1]},{after}}}").ShouldContain($",u1,{session},p1,");

    [Fact]
    public void What_is_no_event_of_its_topic_is_not_written() => Formatted.Of(_format, "no event").ShouldBeEmpty();

    [Fact]
    public void Any_event_is_a_row_of_as_many_fields_as_the_header_and_says_what_the_event_says()
    {
        var columns = Encoding.ASCII.GetString(_format.Beginning).TrimEnd().Split(',');
        var (random, reader, events) = (new RandomEvents(seed: 4), new EventReader(), 0);
        for (var i = 0; i < 4000; i++)
        {
            var record = i % 2 == 0 ? random.Ours() : random.Foreign();
            if (!reader.Read(record, out var view)) continue;
            var fields = CsvText.Rows(Formatted.Of(_format, Encoding.UTF8.GetString(record), Topics.Of(view.Type))).ShouldHaveSingleItem();
            fields.Length.ShouldBe(columns.Length);
            var row = columns.Zip(fields).ToDictionary();
            row["event_id"].ShouldBe(Encoding.UTF8.GetString(view.EventId));
            DateTimeOffset.Parse(row["timestamp"], null).ToUnixTimeMilliseconds().ShouldBe(view.Time.Milliseconds);
            if (view.Type is EventType.Purchase or EventType.Refund)
            {
                row["total"].ShouldBe(Money.Text(view.TotalCents));
                JsonDocument.Parse(row["items"]).RootElement.GetArrayLength().ShouldBe(view.Items.Count);
            }
            else if (Topics.Of(view.Type) != Topic.Sessions) row["product_price"].ShouldBe(Money.Text(view.PriceCents));
            events++;
        }
        events.ShouldBeGreaterThan(2000);
    }
}
