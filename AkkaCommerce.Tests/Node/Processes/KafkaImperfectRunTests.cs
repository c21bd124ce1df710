using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaCommerce.Tests.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A shop on Kafka to which half of what it sells comes back, and whose events come late, twice, never, out of order, and after an outage.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(Alone))]
public sealed class KafkaImperfectRunTests : KafkaShop
{
    private static readonly string[] TenDays =
    [
        "--from", "2025-09-07T00:00:00Z", "--until", "+10d", "--shoppers", "75", "--shards", "4", "--returns", "50%",
        "--late", "1%:5s..2m", "--duplicate", "0.1%", "--lose", "0.1%", "--reorder", "2s", "--outage", "14:00+10m",
    ];

    [KafkaFact]
    public async Task Refunds_are_among_the_purchases_and_verify_reconciles_what_was_injected_as_on_SQLite()
    {
        // Panes of a minute: of ten days there would be too many of ten seconds.
        await File.WriteAllTextAsync(Path.Combine(Folder, "minutes.conf"), "akkacommerce.analytics { pane = 1m, window = 5m }");
        string[] run = ["run", "--config", "minutes.conf", "--speed", "max"];
        (await RunAsync([.. run, "--roles", "simulation", .. TenDays])).ShouldSucceed();
        (await RunAsync([.. run, "--roles", "analytics", "--until-idle"])).ShouldSucceed();
        (await ProgramProcess.RunAsync(Folder, [.. run, "--data", "sqlite", .. TenDays])).ShouldSucceed();

        var (verified, onSqlite) = (Verified(await RunAsync("verify", "--json")), Verified(await ProgramProcess.RunAsync(Folder, "verify", "--json", "--data", "sqlite")));
        verified.ToJsonString().ShouldBe(onSqlite.ToJsonString());
        foreach (var (figure, count) in verified["injected"]!.AsObject()) ((long)count! > 0).ShouldBe(figure != "failures", figure);
        var exported = await RunAsync("export");
        Sorted(exported).ShouldBe(Sorted(await ProgramProcess.RunAsync(Folder, ["simulate", .. TenDays])));
        ((long)verified["injected"]!["copies"]!).ShouldBe(exported.Lines.Length - exported.Lines.Distinct().Count());

        var purchases = await RunAsync("export", "ecommerce-purchases");
        (Count("refund"), Sum("refund")).ShouldBe(((int)verified["refunds"]!, (decimal)verified["refunded"]!));
        (Count("purchase"), Sum("purchase")).ShouldBe(((int)verified["orders"]!, (decimal)verified["revenue"]!));
        Count("refund").ShouldBe(exported.Lines.Count(line => Is(line, "refund")));
        Count("refund").ShouldBeGreaterThan(10);

        int Count(string type) => purchases.Lines.Count(line => Is(line, type));
        decimal Sum(string type) => purchases.Lines.Where(line => Is(line, type)).Sum(line => JsonDocument.Parse(line).RootElement.GetProperty("total").GetDecimal());
    }

    private static bool Is(string line, string type) => line.Contains($"\"event_type\":\"{type}\"", StringComparison.Ordinal);

    /// <summary>All but how many of the late found their window closed: that depends on when it was.</summary>
    private static JsonObject Verified(ProgramResult told)
    {
        told.ShouldSucceed();
        var report = JsonNode.Parse(told.Output)!.AsObject();
        report.Remove("late").ShouldBeTrue();
        return report;
    }
}
