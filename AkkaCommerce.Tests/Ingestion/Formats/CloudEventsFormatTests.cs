using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Formats;

public sealed class CloudEventsFormatTests
{
    private readonly CloudEventsFormat _format = new();

    [Fact]
    public void An_event_is_the_data_of_an_envelope_on_one_line() =>
        Formatted.Of(_format, Formatted.PageView).ShouldBe(
            """{"specversion":"1.0","id":"e1","source":"/akkacommerce/ecommerce-pageviews","type":"akkacommerce.page_view","subject":"u1","time":"2025-09-07T15:30:00.120Z","datacontenttype":"application/json","data":"""
            + Formatted.PageView + "}\n");

    [Fact]
    public void Times_of_the_envelope_are_UTC_and_line_ends_within_an_event_are_blanks()
    {
        var line = Formatted.Of(_format, Formatted.PageView.Replace(",", ",\r\n").Replace(".120Z", "+02:00"));

        line.Count(letter => letter is '\n' or '\r').ShouldBe(1);
        var root = JsonDocument.Parse(line).RootElement;
        root.GetProperty("time").GetString().ShouldBe("2025-09-07T13:30:00.000Z");
        root.GetProperty("data").GetProperty("timestamp").GetString().ShouldBe("2025-09-07T15:30:00+02:00");
    }

    [Theory]
    [InlineData("no event", Topic.PageViews)]
    [InlineData(Formatted.PageView, Topic.Purchases)]
    public void What_is_no_event_of_its_topic_is_not_written(string record, Topic topic) => Formatted.Of(_format, record, topic).ShouldBeEmpty();

    [Fact]
    public void Any_event_gives_an_envelope_that_says_the_same()
    {
        var (random, reader, events) = (new RandomEvents(seed: 3), new EventReader(), 0);
        for (var i = 0; i < 4000; i++)
        {
            var record = i % 2 == 0 ? random.Ours() : random.Foreign();
            if (!reader.Read(record, out var view)) continue;
            var root = JsonDocument.Parse(Formatted.Of(_format, Encoding.UTF8.GetString(record), Topics.Of(view.Type))).RootElement;
            root.GetProperty("id").GetString().ShouldBe(Encoding.UTF8.GetString(view.EventId));
            root.GetProperty("subject").GetString().ShouldBe(Encoding.UTF8.GetString(view.UserId));
            root.GetProperty("time").GetDateTimeOffset().ToUnixTimeMilliseconds().ShouldBe(view.Time.Milliseconds);
            root.GetProperty("type").GetString().ShouldBe("akkacommerce." + root.GetProperty("data").GetProperty("event_type").GetString());
            events++;
        }
        events.ShouldBeGreaterThan(2000);
    }
}
