namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A shop to which a fifth of what it sells comes back, days later.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class ReturnsRunTests : IDisposable
{
    private static readonly string[] FiveDays =
        ["--from", "2025-09-07T00:00:00Z", "--until", "+5d", "--shoppers", "150", "--shards", "4", "--returns", "50%", "--duplicate", "5%"];

    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-returns-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_and_started_again_it_refunds_what_the_seed_says_and_verify_recounts_it()
    {
        using (var program = ProgramProcess.Start(_folder, ["run", "--speed", "30000", .. FiveDays]))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!(await RunAsync("export")).Output.Contains("\"event_type\":\"refund\"")) await Task.Delay(100, patience.Token);
            program.Kill();
            await program.EndAsync();
        }
        (await RunAsync("run", "--speed", "max")).ShouldSucceed();

        var verified = await RunAsync("verify");
        verified.ShouldSucceed();
        var (exported, simulated) = (await RunAsync("export"), await RunAsync(["simulate", .. FiveDays]));
        simulated.ShouldSucceed();
        Sorted(exported).ShouldBe(Sorted(simulated));
        var refunds = simulated.Lines.Count(line => line.Contains("\"event_type\":\"refund\""));
        refunds.ShouldBeGreaterThan(5);
        Row(verified, "refunds").ShouldBe($"{refunds}");
    }

    [Fact]
    public async Task Another_share_than_that_of_the_first_start_is_refused_and_none_said_is_the_same()
    {
        (await RunAsync("run", "--from", "2025-09-07T12:00:00Z", "--until", "+10m", "--shoppers", "200", "--speed", "max", "--returns", "19%")).ShouldSucceed();

        var refused = await RunAsync("run", "--returns", "20%");

        refused.Code.ShouldBe(1, refused.ToString());
        refused.Error.ShouldContain("returns: 19% kept, 20% asked");
        (await RunAsync("run", "--until", "2025-09-07T12:20:00Z", "--speed", "max")).ShouldSucceed();
        (await RunAsync("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task The_report_measures_the_share_of_units_that_come_back_and_judges_nothing_of_so_few_visits()
    {
        string[] weeks = ["simulate", "--from", "2025-09-01T00:00:00Z", "--until", "+21d", "--shoppers", "400", "--report", "--json"];

        (await Figure(weeks)).ShouldBe((0, null));
        var (measured, fits) = await Figure([.. weeks, "--returns", "19%"]);
        measured.ShouldBeInRange(16, 22);
        fits.ShouldBeNull();

        async Task<(decimal, bool?)> Figure(string[] command)
        {
            var report = await RunAsync(command);
            report.ShouldSucceed();
            var figure = System.Text.Json.JsonDocument.Parse(report.Output).RootElement.GetProperty("figures").EnumerateArray().Single(one => one.GetProperty("figure").GetString() == "units returned, %");
            return (figure.GetProperty("measured").GetDecimal(), figure.GetProperty("fits") is { ValueKind: not System.Text.Json.JsonValueKind.Null } fits ? fits.GetBoolean() : null);
        }
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(_folder, arguments);

    private static string Row(ProgramResult verified, string name) =>
        verified.Lines.Single(line => line.StartsWith($"│ {name} ", StringComparison.Ordinal)).Split('│')[2].Trim();

    private static string[] Sorted(ProgramResult events) => [.. events.Lines.Order(StringComparer.Ordinal)];
}
