using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Ingestion.Events;
using Json.Schema;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What the program writes fits the schemas in docs/schemas, and what it would not read does not.</summary>
public sealed class SchemaTests
{
    private const string PageView =
        """{"event_id":"e1","event_type":"page_view","user_id":"u1","session_id":"s1","product_id":"p1","product_category":"books","product_price":9.90,"timestamp":"2025-09-07T15:30:00.120Z"}""";
    private const string Purchase =
        """{"event_id":"e1","event_type":"purchase","user_id":"u1","order_id":"o1","total":9.90,"items":[{"product_id":"p1","category":"books","quantity":1,"price":9.90}],"timestamp":"2025-09-07T15:30:00.120Z"}""";

    private static readonly EvaluationOptions Strict = new() { RequireFormatValidation = true };
    private static readonly JsonSchema Event = JsonSchema.FromText(ReadmeTests.Read("docs/schemas/event.schema.json"), new BuildOptions { SchemaRegistry = new() });
    private static readonly JsonSchema Snapshot = JsonSchema.FromText(ReadmeTests.Read("docs/schemas/snapshot.schema.json"), new BuildOptions { SchemaRegistry = new() });

    /// <summary>The schema of events, in which each field has to be described.</summary>
    private static readonly JsonSchema Described = DescribedEvent();

    [Fact]
    public async Task Every_event_of_a_shop_fits_and_has_no_field_that_is_not_described()
    {
        var told = await Node.Commands.Program.RunAsync(["simulate", "--shoppers", "40", "--visits-per-day", "1", "--from", "2025-09-07T18:00:00Z", "--until", "+18d", "--returns", "50%"]);

        var types = new HashSet<string>();
        foreach (var line in told.Lines)
        {
            using var json = JsonDocument.Parse(line);
            Described.Evaluate(json.RootElement, Strict).IsValid.ShouldBeTrue(line);
            types.Add(json.RootElement.GetProperty("event_type").GetString()!);
        }
        types.Count.ShouldBe(Enum.GetValues<EventType>().Length);
    }

    [Fact]
    public void Every_event_that_the_writer_can_write_fits()
    {
        var random = new RandomEvents(seed: 5);
        for (var i = 0; i < 2000; i++)
        {
            var line = Encoding.UTF8.GetString(random.Ours());
            if (Reads(line)) Fits(Described, line).ShouldBeTrue(line);
        }
    }

    [Fact]
    public void Every_type_of_event_has_a_schema()
    {
        var definitions = JsonNode.Parse(ReadmeTests.Read("docs/schemas/event.schema.json"))!;

        foreach (var type in Enum.GetValues<EventType>())
        {
            var name = type.Name();
            definitions["$defs"]![name]!["properties"]!["event_type"]!["const"]!.GetValue<string>().ShouldBe(name);
            definitions["oneOf"]!.AsArray().Select(one => one!["$ref"]!.GetValue<string>()).ShouldContain($"#/$defs/{name}");
        }
    }

    [Theory]
    [InlineData(PageView, "\"event_id\":\"e1\"", "\"event_id\":\"\"")]
    [InlineData(PageView, "\"event_id\":\"e1\",", "")]
    [InlineData(PageView, "page_view", "page_vew")]
    [InlineData(PageView, "\"user_id\":\"u1\"", "\"user_id\":1")]
    [InlineData(PageView, "9.90", "\"9.90\"")]
    [InlineData(PageView, "9.90", "-0.01")]
    [InlineData(PageView, "9.90", "10000000000.01")]
    [InlineData(PageView, "\"product_category\":\"books\",", "")]
    [InlineData(PageView, "2025-09-07T15", "2025-13-07T15")]
    [InlineData(PageView, "page_view", "add_to_cart")]
    [InlineData(Purchase, "\"order_id\":\"o1\",", "")]
    [InlineData(Purchase, "\"quantity\":1", "\"quantity\":1.5")]
    [InlineData(Purchase, "\"quantity\":1", "\"quantity\":-1")]
    [InlineData(Purchase, "\"category\":\"books\"", "\"category\":5")]
    [InlineData(Purchase, "\"items\":[", "\"items\":[7,")]
    public void What_the_reader_does_not_take_for_an_event_does_not_fit(string line, string part, string spoilt)
    {
        Fits(Event, line).ShouldBeTrue();
        Reads(line).ShouldBeTrue();

        Reads(line.Replace(part, spoilt)).ShouldBeFalse();
        Fits(Event, line.Replace(part, spoilt)).ShouldBeFalse();
    }

    [Fact]
    public void A_field_that_is_not_described_is_let_by_and_found_by_the_test_above()
    {
        var line = PageView.Replace("\"user_id\"", "\"colour\":\"red\",\"user_id\"");

        Fits(Event, line).ShouldBeTrue();
        Fits(Described, line).ShouldBeFalse();
    }

    [Fact]
    public void Every_snapshot_of_a_shop_fits()
    {
        var shop = new HandMadeShop(seed: 12, TimeSpan.FromMinutes(2), events: 200);
        foreach (var end in (int[])[10, 60, 120, 500])
        {
            var line = SnapshotJson.Write(shop.WindowOf(HandMadeShop.From + TimeSpan.FromSeconds(end)));
            Fits(Snapshot, line).ShouldBeTrue(line);
        }
    }

    [Theory]
    [InlineData("\"orders\":", "\"order\":")]
    [InlineData("\"final\":true", "\"final\":1")]
    [InlineData("\"late_events\":0", "\"late_events\":-1")]
    [InlineData("\"page_view\":", "\"page_views\":")]
    [InlineData("\"window_end\":\"2", "\"window_end\":\"x")]
    [InlineData("\"popular_products\":[", "\"popular_products\":[{},")]
    public void What_is_no_snapshot_does_not_fit(string part, string spoilt)
    {
        var line = SnapshotJson.Write(new HandMadeShop(seed: 12, TimeSpan.FromMinutes(2), events: 200).WindowOf(HandMadeShop.From + TimeSpan.FromSeconds(60)));
        line.ShouldContain(part);

        Fits(Snapshot, line.Replace(part, spoilt)).ShouldBeFalse();
    }

    private static bool Fits(JsonSchema schema, string line)
    {
        using var json = JsonDocument.Parse(line);
        return schema.Evaluate(json.RootElement, Strict).IsValid;
    }

    private static bool Reads(string line) => new EventReader().Read(Encoding.UTF8.GetBytes(line), out _);

    private static JsonSchema DescribedEvent()
    {
        var schema = JsonNode.Parse(ReadmeTests.Read("docs/schemas/event.schema.json"))!;
        schema["unevaluatedProperties"] = false;
        schema["$defs"]!["item"]!["additionalProperties"] = false;
        return JsonSchema.FromText(schema.ToJsonString(), new BuildOptions { SchemaRegistry = new() });
    }
}
