using System.Text.Json;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class SimulatedOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string[] Simulate => ["simulate", "--from", "2025-09-07T12:00:00Z", "--until", "+1h", "--shoppers", "300", "--out", _folder.File("hour.ndjson")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_befell_events_on_purpose_is_counted_as_verify_counts_it()
    {
        string[] imperfect = ["--late", "2%", "--duplicate", "1%", "--lose", "1%", "--reorder", "2s", "--outage", "12:20+10m"];
        var told = await Program.RunAsync([.. Simulate, "--json", .. imperfect]);
        string[] run = ["run", "--speed", "max", "--roles", "simulation,analytics", "--data", _folder.File("data"), "--shards", "2", .. Simulate[1..^2], .. imperfect];
        (await Program.RunAsync(run)).Code.ShouldBe(0);

        var written = JsonDocument.Parse(told.Output).RootElement.GetProperty("written");

        var verified = JsonDocument.Parse((await Program.RunAsync(["verify", "--json", "--data", _folder.File("data")])).Output).RootElement;
        foreach (var figure in (string[])["late", "copies", "lost", "reordered", "held"])
        {
            written.GetProperty("injected").GetProperty(figure).GetInt64().ShouldBeGreaterThan(0, figure);
            written.GetProperty("injected").GetProperty(figure).GetInt64().ShouldBe(verified.GetProperty("injected").GetProperty(figure).GetInt64(), figure);
        }
        foreach (var figure in (string[])["events", "orders"]) written.GetProperty(figure).GetInt64().ShouldBe(verified.GetProperty(figure).GetInt64(), figure);
        written.GetProperty("revenue").GetDecimal().ShouldBe(verified.GetProperty("revenue").GetDecimal());
        (told.Code, told.Error).ShouldBe((0, ""));
    }

    [Fact]
    public async Task Lines_tell_what_was_asked_for_and_of_that_what_there_was()
    {
        (await Program.RunAsync(Simulate)).Error.ShouldMatch(@"^[\d,]+ events, \d+ orders, revenue [\d,.]+, [\d.]+ s \([\d,.]+ events/s\)\n$");
        (await Program.RunAsync([.. Simulate, "--reorder", "2s", "--late", "2%"])).Error
            .ShouldMatch(@"\non purpose: \d+ late, [\d,]+ moved among others \(late 2%:5s..2m, reorder 2s\)\n$");
        (await Program.RunAsync([.. Simulate, "--outage", "20:00+10m"])).Error.ShouldEndWith("\non purpose: nothing befell an event (outage 20:00+10m)\n");
    }
}
