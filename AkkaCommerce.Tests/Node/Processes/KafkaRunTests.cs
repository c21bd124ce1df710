using System.Text.Json;
using AkkaCommerce.Tests.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Real processes on a real Kafka: some seconds each.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(Alone))]
public sealed class KafkaRunTests : KafkaShop
{
    [KafkaFact]
    public async Task A_run_on_Kafka_ends_with_the_events_and_windows_of_a_run_on_SQLite()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        (await ProgramProcess.RunAsync(Folder, ["run", "--data", "sqlite", "--speed", "max", .. AnHour])).ShouldSucceed();

        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await ProgramProcess.RunAsync(Folder, "export", "--data", "sqlite")));
        (await RunAsync("snapshot", "--all", "--json")).Output.ShouldBe((await ProgramProcess.RunAsync(Folder, "snapshot", "--all", "--json", "--data", "sqlite")).Output);
    }

    [KafkaFact]
    public async Task Every_final_window_is_in_its_topic_once_by_its_end_as_snapshot_prints_it()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();

        var windows = (await RunAsync("snapshot", "--all", "--json")).Lines;
        windows.Length.ShouldBeGreaterThan(300);
        Topics.Snapshots().ShouldBe(windows.Select(window => (EndOf(window), window)));
    }

    [KafkaFact]
    public async Task A_run_that_was_finished_publishes_what_the_topic_lacks()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        var published = Topics.Snapshots();
        await Topics.RemoveSnapshotsAsync();

        (await RunAsync("run")).ShouldSucceed();

        Topics.Snapshots().ShouldBe(published);
    }

    [KafkaFact]
    public async Task Killed_at_any_moment_it_loses_and_doubles_nothing()
    {
        var random = new Random(23);
        for (var life = 0; life < 3; life++)
        {
            using var program = Start(["run", "--speed", "600", .. AnHour]);
            await Task.Delay(TimeSpan.FromMilliseconds(1500 + random.Next(2500)));
            if (!program.HasEnded) program.Kill();
            await program.EndAsync();
        }
        (await RunAsync("run", "--speed", "max")).ShouldSucceed();

        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await ProgramProcess.RunAsync(Folder, ["simulate", .. AnHour])));
        Topics.Snapshots().ShouldBe((await RunAsync("snapshot", "--all", "--json")).Lines.Select(window => (EndOf(window), window)));
    }

    [KafkaFact]
    public async Task The_simulation_alone_says_what_it_wrote_and_another_process_analyses_it()
    {
        var simulated = await RunAsync(["run", "--roles", "simulation", "--speed", "max", .. AnHour]);
        simulated.ShouldSucceed();
        var analysed = await RunAsync(["run", "--roles", "analytics", "--until", "+1h"]);
        analysed.ShouldSucceed();

        var written = (await RunAsync("export")).Lines;
        var orders = written.Count(line => line.Contains("\"purchase\"", StringComparison.Ordinal));
        orders.ShouldBeGreaterThan(5);
        simulated.Lines[^1].Replace(",", "", StringComparison.Ordinal).ShouldStartWith($"{written.Length} events {orders} orders");
        analysed.Lines[^1].Replace(",", "", StringComparison.Ordinal).ShouldStartWith($"{written.Length} events {orders} orders revenue");
        (await RunAsync("topics", "--json")).Output.ShouldContain("\"held_by\":\"nothing\"");
    }

    [KafkaFact]
    public async Task Foreign_events_are_replayed_once_and_analysed_and_those_of_other_producers_too()
    {
        await File.WriteAllLinesAsync(Path.Combine(Folder, "events.ndjson"), [.. Enumerable.Range(0, 1000).Select(number => View("replayed", number)), "nonsense"]);
        (await RunAsync("replay", "events.ndjson")).Output.ShouldBe("accepted 1,000, rejected 1\n");
        (await RunAsync("replay", "events.ndjson")).Output.ShouldBe("this file was replayed to its end before: --again replays it a time more\n");
        await Topics.ProduceByKeyAsync(
            "ecommerce-pageviews", [.. Enumerable.Range(0, 500).Select(number => ($"client-{number % 977}", (string?)View("produced", number))), ("client-1", "no JSON"), ("client-2", null)]);

        var analysed = await RunAsync("run", "--roles", "analytics", "--until-idle");

        analysed.ShouldSucceed();
        var verified = await RunAsync("verify");
        verified.ShouldSucceed();
        verified.Output.ShouldMatch(@"events\s+│\s+1,500");
        verified.Output.ShouldMatch(@"foreign\s+│\s+1,500");
        verified.Output.ShouldMatch(@"dead\s+│\s+2");
        // The record without a value is an empty line.
        (await RunAsync("export")).Lines.Length.ShouldBe(1501);
    }

    [KafkaFact]
    public async Task The_topics_of_another_log_are_refused_beside_this_one_s_database()
    {
        (await RunAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        using var other = new TestTopics();

        var refused = await ProgramProcess.RunAsync(Folder, [.. Arguments("run"), "--topic-prefix", other.Prefix]);

        refused.Code.ShouldBe(1, refused.ToString());
        refused.Error.ShouldMatch(@"akkacommerce: the database [^\n]+ belongs to the log [0-9a-f]{32}, not to [0-9a-f]{32}: each log has a database of its own\n$");
    }

    private static string EndOf(string window) => JsonDocument.Parse(window).RootElement.GetProperty("window_end").GetString()!;

    private static string View(string source, int number) => FormattableString.Invariant(
        $$"""{"event_id":"{{source}}-{{number}}","event_type":"page_view","user_id":"client-{{number % 977}}","product_id":"p{{number % 31}}","product_category":"c","product_price":1.5,"timestamp":"2025-09-07T12:0{{number % 10}}:{{number % 60:00}}Z"}""");
}
