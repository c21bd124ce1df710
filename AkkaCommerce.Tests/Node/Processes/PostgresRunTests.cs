using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Real processes on a real PostgreSQL: some seconds each.</summary>
[Trait("Category", "Postgres")]
[Collection(nameof(Alone))]
public sealed class PostgresRunTests : PostgresShop
{
    [PostgresFact]
    public async Task A_run_on_PostgreSQL_ends_with_the_windows_of_a_run_on_SQLite_to_the_byte()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        (await RunOnSqliteAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();

        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await RunOnSqliteAsync("export")));
        var windows = await RunAsync("snapshot", "--all", "--json");
        windows.Lines.Length.ShouldBeInRange(350, 360);
        windows.Output.ShouldBe((await RunOnSqliteAsync("snapshot", "--all", "--json")).Output);
        (await RunAsync("snapshot", "--final")).Output.ShouldBe((await RunOnSqliteAsync("snapshot", "--final")).Output);
        (await RunAsync("config", "--kept")).Output.ShouldMatch(@"simulation\.from\s+│\s+2025-");
        File.Exists(Path.Combine(Folder, "data", "akkacommerce.db")).ShouldBeFalse();
    }

    [PostgresFact]
    public async Task Killed_at_any_moment_it_loses_and_doubles_nothing()
    {
        var random = new Random(29);
        for (var life = 0; life < 3; life++)
        {
            using var program = Start(["run", "--speed", "600", .. AnHour]);
            await Task.Delay(TimeSpan.FromMilliseconds(1200 + random.Next(2500)));
            if (!program.HasEnded) program.Kill();
            await program.EndAsync();
        }
        (await RunAsync("run", "--speed", "max")).ShouldSucceed();

        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await ProgramProcess.RunAsync(Folder, ["simulate", .. AnHour])));
        (await RunAsync("snapshot", "--all", "--json")).Lines.Length.ShouldBeInRange(350, 360);
    }

    [PostgresFact]
    public async Task Simulation_and_analysis_in_processes_of_their_own_meet_there_and_retire_ends_what_is_open()
    {
        using var analytics = Start("run", "--roles", "analytics,dashboard", "--shards", "4");
        using var simulation = Start(["run", "--roles", "simulation", "--speed", "600", .. AnHour]);
        while ((await RunAsync("snapshot", "--final")).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(100));
        (await RunAsync("retire")).ShouldSucceed();
        simulation.Terminate();
        analytics.Terminate();
        (await simulation.EndAsync()).ShouldSucceed();
        (await analytics.EndAsync()).ShouldSucceed();

        (await RunAsync("run", "--roles", "analytics", "--until-idle")).ShouldSucceed();
        (await RunAsync("verify")).ShouldSucceed();
        (await RunAsync("topics")).Output.ShouldContain("nothing");
    }

    [PostgresFact]
    public async Task Foreign_events_are_replayed_once_and_analysed()
    {
        await File.WriteAllLinesAsync(Path.Combine(Folder, "events.ndjson"), [.. Enumerable.Range(0, 1000).Select(View), "nonsense"]);

        (await RunAsync("replay", "events.ndjson")).Output.ShouldBe("accepted 1,000, rejected 1\n");
        (await RunAsync("verify")).Error.ShouldBe("akkacommerce: nothing is analysed yet: start 'akkacommerce run'\n");
        (await RunAsync("replay", "events.ndjson")).Output.ShouldBe("this file was replayed to its end before: --again replays it a time more\n");
        (await RunAsync("run", "--roles", "analytics", "--until-idle")).ShouldSucceed();
        (await RunAsync("verify")).Output.ShouldMatch(@"foreign\s+│\s+1,000");
    }

    [PostgresFact]
    public async Task A_log_in_a_file_whose_database_was_lost_or_exchanged_is_no_place_to_begin()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        using var other = new PostgresPlace();
        var file = Path.Combine(Folder, "other");
        await File.WriteAllTextAsync(file, other.ConnectionString);

        foreach (var command in (string[])["run", "verify", "topics", "retire", "snapshot"])
        {
            var told = await ProgramProcess.RunAsync(Folder, command, "--sql", $"file:{file}");
            told.Code.ShouldBe(1, told.ToString());
            told.Error.ShouldStartWith($"akkacommerce: the log {Path.Combine(Folder, "data", "log.db")} holds events, but {other.NewDialect().Name} has no record of their run: put back the one that belongs to it");
        }
        using (var connection = other.NewDialect().Connect()) other.NewDialect().ReadVersion(connection).ShouldBe(0);
        var elsewhere = await RunAsync("run", "--data", "elsewhere");
        elsewhere.Error.ShouldStartWith($"akkacommerce: the database {Place.NewDialect().Name} belongs to a log, but {Path.Combine(Folder, "elsewhere", "log.db")} is missing");
        (await RunAsync("snapshot")).ShouldSucceed();
    }

    [PostgresFact]
    public async Task A_server_that_is_not_there_is_one_line_for_a_command_and_waited_for_by_a_run()
    {
        string[] nowhere = ["--sql", "Host=127.0.0.1;Port=1;Database=shop;Username=shop"];
        Directory.CreateDirectory(Path.Combine(Folder, "data"));

        var told = await ProgramProcess.RunAsync(Folder, ["snapshot", .. nowhere]);

        (told.Code, told.Error).ShouldBe((1, "akkacommerce: PostgreSQL at 127.0.0.1:1/shop does not answer (Connection refused)\n"));
        using var run = ProgramProcess.Start(Folder, ["run", .. nowhere]);
        await run.SaysAsync("PostgreSQL at 127.0.0.1:1/shop does not answer (Connection refused): what needs it waits");
        run.Terminate();
        (await run.EndAsync()).Code.ShouldBe(0);
    }

    private static string View(int number) => FormattableString.Invariant(
        $$"""{"event_id":"e-{{number}}","event_type":"page_view","user_id":"client-{{number % 977}}","product_id":"p{{number % 31}}\u0000","product_category":"c","product_price":1.5,"timestamp":"2025-09-07T12:0{{number % 10}}:{{number % 60:00}}Z"}""");
}
