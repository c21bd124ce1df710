using System.Diagnostics;
using System.Text.Json;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Real processes on real files: some seconds each.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class RunTests : IDisposable
{
    private const string Noon = "2025-09-07T12:00:00Z";

    private static readonly string[] AnHour = ["--from", Noon, "--until", "+1h", "--shoppers", "2000", "--shards", "4"];

    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_until_its_end_is_verified_and_exports_what_simulate_writes()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();

        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await RunAsync(["simulate", .. AnHour])));
    }

    [Fact]
    public async Task A_finished_run_started_again_says_the_same_and_succeeds()
    {
        var first = await RunAsync(["run", "--speed", "max", .. AnHour]);
        var second = await RunAsync("run");

        first.ShouldSucceed();
        second.ShouldSucceed();
        second.Lines[^1].Split(" events")[0].ShouldBe(first.Lines[^1].Split(" events")[0]);
    }

    [Fact]
    public async Task A_shop_that_was_ended_for_good_goes_no_further_and_is_as_finished_as_it_was()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        (await RunAsync("retire")).ShouldSucceed();

        var further = await RunAsync("run", "--until", "+2h", "--speed", "max");

        further.Code.ShouldBe(1);
        further.Error.ShouldContain("was ended for good ('akkacommerce retire'): it cannot go on until 2025-09-07T14:00:00Z");
        (await RunAsync("run")).ShouldSucceed();
    }

    [Fact]
    public async Task Killed_at_any_moment_it_loses_and_doubles_nothing()
    {
        string[] run = ["run", "--speed", "600", .. AnHour];
        var random = new Random(17);
        for (var life = 0; life < 3; life++)
        {
            using var program = ProgramProcess.Start(_folder, run);
            await Task.Delay(TimeSpan.FromMilliseconds(1200 + random.Next(2500)));
            if (!program.HasEnded) program.Kill();
            await program.EndAsync();
        }
        (await RunAsync("run", "--speed", "max")).ShouldSucceed();

        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await RunAsync(["simulate", .. AnHour])));
        var finals = (await RunAsync("snapshot", "--all", "--json")).Lines;
        finals.Length.ShouldBe(finals.Distinct().Count());
    }

    [Fact]
    public async Task A_live_run_ends_within_two_seconds_of_SIGTERM_and_starts_again()
    {
        using (var program = ProgramProcess.Start(_folder, "run", "--from", "-10m"))
        {
            await UntilAsync(async () => (await RunAsync("snapshot", "--final")).Code == 0);
            var asked = Stopwatch.GetTimestamp();
            program.Terminate();
            var ended = await program.EndAsync();

            ended.ShouldSucceed();
            Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(2));
            ended.Error.ShouldNotContain(" warn ");
            ended.Error.ShouldNotContain(" error ");
            ended.Error.ShouldNotContain("disturbed");
        }
        (await RunAsync("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task A_second_holder_of_a_role_gets_one_line()
    {
        using var program = ProgramProcess.Start(_folder, "run", "--from", "-10m");
        await UntilAsync(async () => (await RunAsync("snapshot")).Code == 0);

        var second = await RunAsync("run", "--roles", "simulation");

        second.Code.ShouldBe(1, second.ToString());
        second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, second.ToString());
        program.HasEnded.ShouldBeFalse();
    }

    [Fact]
    public async Task The_roles_may_live_in_two_processes()
    {
        using var analytics = ProgramProcess.Start(_folder, "run", "--roles", "analytics,dashboard", "--shards", "4");
        await UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_folder, "data", "log.db"))));
        (await RunAsync(["run", "--roles", "simulation", "--speed", "max", .. AnHour])).ShouldSucceed();
        await UntilAsync(async () => (await RunAsync("snapshot", "--at", "2025-09-07T13:00:00Z")).Code == 0);
        analytics.Terminate();

        (await analytics.EndAsync()).ShouldSucceed();
        (await RunAsync("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task An_analysis_that_ends_idle_says_which_windows_stay_open_and_what_holds_them_back()
    {
        using (var simulation = ProgramProcess.Start(_folder, ["run", "--roles", "simulation", "--speed", "600", .. AnHour]))
        {
            await UntilAsync(async () => (await RunAsync("export", "sessions")).Lines.Length > 0);
            simulation.Terminate();
            (await simulation.EndAsync()).ShouldSucceed();
        }

        var idle = await RunAsync("run", "--roles", "analytics", "--until-idle");

        idle.ShouldSucceed();
        idle.Lines[^1].ShouldMatch(@"^still open: the windows that end (from|until) 2025-09-07T12:\S+Z.*, held back by the simulation, which has written through \S+ and is not finished: they close when it has written through 2025-09-07T1\S+Z, another \d.* of its time, or is ended for good by 'akkacommerce retire' \(shards 0, 1, 2, 3\)$");
        (await RunAsync("run", "--speed", "max")).ShouldSucceed();
        (await RunAsync("run", "--roles", "analytics", "--until-idle")).Output.ShouldNotContain("still open");
    }

    [Fact]
    public async Task Other_options_than_those_of_the_first_start_are_refused_by_name()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();

        var refused = await RunAsync("run", "--seed", "2", "--shoppers", "5");

        refused.Code.ShouldBe(1, refused.ToString());
        refused.Error.ShouldContain("seed");
        refused.Error.ShouldContain("shoppers");
        refused.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Before_any_run_there_is_no_snapshot()
    {
        var none = await RunAsync("snapshot");

        none.Code.ShouldBe(1, none.ToString());
        none.Output.ShouldBeEmpty();
        none.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, none.ToString());
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_export_quietly()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();

        var head = await ProgramProcess.HeadAsync(_folder, 1, "export");

        head.ShouldSucceed();
        head.Error.ShouldBeEmpty();
        JsonDocument.Parse(head.Lines[0]).RootElement.TryGetProperty("event_id", out _).ShouldBeTrue();
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(_folder, arguments);

    private static string[] Sorted(ProgramResult events)
    {
        events.ShouldSucceed();
        var lines = events.Lines;
        Array.Sort(lines, StringComparer.Ordinal);
        return lines;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
    }
}

internal static class ProgramResultAssertions
{
    public static void ShouldSucceed(this ProgramResult result) => result.Code.ShouldBe(0, result.ToString());
}
