namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A process that only looks: some seconds each.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class DashboardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-dashboard-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Who_only_looks_begins_no_shop_shows_one_as_soon_as_it_is_there_and_says_when_nobody_runs_it_any_more()
    {
        using var dashboard = ProgramProcess.Start(_folder, "run", "--roles", "dashboard", "--log-level", "none", "--seed", "5", "--shards", "3");
        await dashboard.SaysAsync($"akkacommerce: there is no shop in {Data} yet: it is shown as soon as 'akkacommerce run' has begun it\n");
        Directory.Exists(Data).ShouldBeFalse();

        using (var shop = ProgramProcess.Start(_folder, "run", "--roles", "simulation,analytics", "--from", "-10m", "--seed", "6", "--shards", "2"))
        {
            await dashboard.SaysAsync("  events ");
            shop.Terminate();
            (await shop.EndAsync()).ShouldSucceed();
        }
        await dashboard.SaysAsync("not running");
        dashboard.Terminate();

        (await dashboard.EndAsync()).ShouldSucceed();
        Directory.GetFiles(Data).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["akkacommerce.db", "analytics.lock", "log.db", "simulation.lock"]);
    }

    [Fact]
    public async Task Looking_at_a_shop_changes_no_byte_of_it()
    {
        (await ProgramProcess.RunAsync(_folder, "run", "--speed", "max", "--from", "2025-09-07T12:00:00Z", "--until", "+10m", "--shoppers", "500", "--shards", "2")).ShouldSucceed();
        var before = Content();

        using (var dashboard = ProgramProcess.Start(_folder, "run", "--roles", "dashboard", "--log-level", "none"))
        {
            await dashboard.SaysAsync(" finished ");
            dashboard.Terminate();
            (await dashboard.EndAsync()).ShouldSucceed();
        }

        Content().ShouldBe(before);
    }

    private string[] Content() => [.. Directory.GetFiles(Data).Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];
}
