using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A server that fails under running processes: a minute each.</summary>
[Trait("Category", "Faults")]
[Collection(nameof(Alone))]
public sealed class PostgresFaultRunTests : PostgresShop
{
    [PostgresFaultFact]
    public async Task A_database_that_is_gone_for_a_while_costs_time_and_nothing_else()
    {
        using var program = Start(["run", "--speed", "80", .. AnHour]);
        while ((await RunAsync("snapshot", "--final")).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(50));
        await PostgresControl.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(15));
        await PostgresControl.StartAsync();

        var ended = await program.EndAsync();
        ended.ShouldSucceed();
        var lines = ended.Error.Split('\n');
        lines.Count(line => line.Contains(" warn ", StringComparison.Ordinal)).ShouldBe(lines.Count(line => line.Contains("does not answer", StringComparison.Ordinal)), ended.ToString());
        lines.Count(line => line.Contains(" warn ", StringComparison.Ordinal)).ShouldBeInRange(1, 2, ended.ToString());
        ended.Error.ShouldContain("answers again, after ");
        ended.Error.ShouldNotContain(" error ");
        (await RunAsync("verify")).ShouldSucceed();
        (await RunOnSqliteAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        (await RunAsync("snapshot", "--all", "--json")).Output.ShouldBe((await RunOnSqliteAsync("snapshot", "--all", "--json")).Output);
    }

    [PostgresFaultFact]
    public async Task While_the_database_is_away_it_ends_within_two_seconds_when_asked()
    {
        using var program = Start("run", "--from", "-10m", "--shoppers", "1000", "--shards", "2");
        while ((await RunAsync("snapshot")).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(50));
        await PostgresControl.StopAsync();
        try
        {
            await program.SaysAsync("does not answer");
            await Task.Delay(TimeSpan.FromSeconds(3));
            program.Terminate();
            var asked = System.Diagnostics.Stopwatch.GetTimestamp();
            var ended = await program.EndAsync();

            System.Diagnostics.Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(2));
            ended.Code.ShouldBe(0, ended.ToString());
        }
        finally
        {
            await PostgresControl.StartAsync();
        }
        (await RunAsync("run", "--roles", "analytics", "--until-idle")).ShouldSucceed();
        (await RunAsync("verify")).ShouldSucceed();
    }
}
