using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Tests.Ingestion.Runs;
using Dapper;

namespace AkkaCommerce.Tests.Node.Commands;

/// <summary>A data folder of which one of the two files was lost.</summary>
public sealed class LostStoreTests
{
    private const string WhatToDo = "put back the one that belongs to it (a backup holds both), or begin anew in another folder (--data)";

    public static TheoryData<string> Writing => ["run", "run --roles analytics --until-idle", "run --seed 2", "replay events.ndjson"];

    public static TheoryData<string> Reading => ["topics", "verify", "retire"];

    [Theory]
    [MemberData(nameof(Writing))]
    [MemberData(nameof(Reading))]
    [InlineData("snapshot")]
    public async Task Beside_events_without_their_database_nothing_is_begun(string command)
    {
        await using var shop = await ShopFolder.CreateAsync();
        using var left = shop.Left("log.db");

        var told = await RunAsync(command, left);

        told.ShouldBe(new Told(1, "", $"akkacommerce: the log {left.File("log.db")} holds events, but {left.File("akkacommerce.db")} is missing: {WhatToDo}; 'akkacommerce export' writes out what the log holds\n"));
        File.Exists(left.File("akkacommerce.db")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Writing))]
    [MemberData(nameof(Reading))]
    [InlineData("export")]
    public async Task Beside_a_database_without_its_log_none_is_made(string command)
    {
        await using var shop = await ShopFolder.CreateAsync();
        using var left = shop.Left("akkacommerce.db");

        var told = await RunAsync(command, left);

        told.ShouldBe(new Told(1, "", $"akkacommerce: the database {left.File("akkacommerce.db")} belongs to a log, but {left.File("log.db")} is missing: {WhatToDo}; 'akkacommerce snapshot' shows what the database holds\n"));
        File.Exists(left.File("log.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("log")]
    [InlineData("simulation")]
    public async Task A_database_that_does_not_know_of_the_run_is_no_place_for_another(string record)
    {
        await using var shop = await ShopFolder.CreateAsync();
        var database = await shop.Database();
        await database.WriteAsync((connection, transaction) => connection.Execute("DELETE FROM run WHERE name = @record", new { record }, transaction), default);

        var told = await shop.RunAsync("run", "--seed", "2");

        (told.Code, told.Output).ShouldBe((1, ""));
        told.Error.ShouldStartWith($"akkacommerce: the log {Path.Combine(shop.Path, "log.db")} holds events, but {Path.Combine(shop.Path, "akkacommerce.db")} has no record of their run: ");
        var kept = await new RunStore(database).FindSimulationAsync(default);
        (kept?.Seed).ShouldBe(record == "simulation" ? null : shop.Shop.Run.Seed);
    }

    [Fact]
    public async Task What_the_log_holds_can_be_read_without_the_database()
    {
        await using var shop = await ShopFolder.CreateAsync();
        using var left = shop.Left("log.db");

        (await RunAsync("export", left)).ShouldBe(await shop.RunAsync("export"));
    }

    [Fact]
    public async Task What_the_database_holds_can_be_read_without_the_log()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.FinalsAsync(3);
        using var left = shop.Left("akkacommerce.db");

        var told = await RunAsync("snapshot --all --json", left);

        told.ShouldBe(await shop.RunAsync("snapshot", "--all", "--json"));
        told.Lines.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_log_that_was_made_and_never_written_to_is_where_a_shop_may_begin()
    {
        using var folder = new TemporaryFolder();
        await SqliteEventLog.Open(new SqliteLogOptions { Path = folder.File("log.db"), Shards = 3 }).DisposeAsync();

        (await RunAsync("replay events.ndjson", folder)).Output.ShouldBe("accepted 1, rejected 0\n");
        (await RunAsync("export", folder)).Lines.Length.ShouldBe(1);
    }

    /// <summary>The command on a folder that also has the file it may ask for.</summary>
    private static async Task<Told> RunAsync(string command, TemporaryFolder folder)
    {
        var events = folder.File("events.ndjson");
        await File.WriteAllTextAsync(events, """{"event_id":"e1","event_type":"session_start","user_id":"client-1","session_id":"s1","timestamp":"2025-09-07T12:00:00Z"}""" + "\n");
        return await Program.RunAsync([.. command.Replace("events.ndjson", events).Split(' '), "--data", folder.Path]);
    }
}
