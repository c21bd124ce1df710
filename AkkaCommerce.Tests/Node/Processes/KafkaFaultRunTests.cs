using System.Diagnostics;
using AkkaCommerce.Tests.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Brokers that fail under running processes: a minute each.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class KafkaFaultRunTests : KafkaShop
{
    [KafkaFaultFact]
    public async Task While_brokers_are_away_it_waits_and_says_so_once_and_ends_within_two_seconds_when_asked()
    {
        using var program = Start(["run", "--from", "-10m", "--shoppers", "1000", "--shards", "2"]);
        while ((await RunAsync("snapshot")).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(50));
        await KafkaControl.AllAsync(KafkaControl.KillAsync);
        try
        {
            await program.SaysAsync("does not answer");
            // Beyond a transaction's timeout: what was in flight has failed, and is tried again.
            await Task.Delay(TimeSpan.FromSeconds(15));
            program.Terminate();
            var asked = Stopwatch.GetTimestamp();
            var ended = await program.EndAsync();

            Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(2));
            ended.Code.ShouldBe(0, ended.ToString());
            ended.Error.Split('\n').Count(line => line.Contains(" warn ", StringComparison.Ordinal)).ShouldBe(1, ended.ToString());
        }
        finally
        {
            await KafkaControl.AllAsync(KafkaControl.StartAsync);
        }
        (await RunAsync("run", "--roles", "analytics", "--until-idle")).ShouldSucceed();
        (await RunAsync("verify")).ShouldSucceed();
    }

    [KafkaFaultFact]
    public async Task Brokers_killed_or_stalled_in_the_midst_of_a_run_cost_time_and_no_event()
    {
        using var program = Start(["run", "--speed", "120", .. AnHour]);
        while ((await RunAsync("snapshot")).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(50));
        await KafkaControl.KillAsync(1);
        await KafkaControl.StartAsync(1);
        await KafkaControl.PauseAsync(KafkaControl.Brokers);
        await Task.Delay(TimeSpan.FromSeconds(12));
        await KafkaControl.ResumeAsync(KafkaControl.Brokers);

        (await program.EndAsync()).ShouldSucceed();
        (await RunAsync("verify")).ShouldSucceed();
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await ProgramProcess.RunAsync(Folder, ["simulate", .. AnHour])));
        Topics.Snapshots().Select(snapshot => snapshot.Json).ShouldBe((await RunAsync("snapshot", "--all", "--json")).Lines);
    }
}
