using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Node.Commands;

/// <summary>A shop that may be read and not be written to.</summary>
public sealed class UnwritableFolderTests
{
    public static TheoryData<string> Reading => ["topics", "topics --json", "snapshot", "snapshot --all --json", "export", "verify", "config --kept"];

    [UnwritableTheory]
    [MemberData(nameof(Reading))]
    public async Task A_shop_at_rest_is_read_as_anywhere(string command)
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.FinalsAsync(3);
        var expected = await shop.RunAsync(command.Split(' '));
        using var left = shop.Left(["log.db", "akkacommerce.db"], ["", "-wal"]);
        Settle(left.File("akkacommerce.db"));
        Directory.GetFiles(left.Path).Length.ShouldBe(2);
        using var unwritable = new UnwritableFolder(left.Path);

        var told = await Program.RunAsync([.. command.Split(' '), "--data", left.Path]);

        told.ShouldBe(expected);
    }

    [UnwritableTheory]
    [MemberData(nameof(Reading))]
    public async Task What_was_not_moved_into_the_files_yet_is_read_too(string command)
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.FinalsAsync(3);
        using var left = shop.Left(["log.db", "akkacommerce.db"], ["", "-wal", "-shm"]);
        new FileInfo(left.File("akkacommerce.db-wal")).Length.ShouldBeGreaterThan(0);
        using var unwritable = new UnwritableFolder(left.Path);

        (await Program.RunAsync([.. command.Split(' '), "--data", left.Path])).ShouldBe(await shop.RunAsync(command.Split(' ')));
    }

    [UnwritableFact]
    public async Task Changes_that_cannot_be_read_in_place_are_not_left_out_in_silence()
    {
        await using var shop = await ShopFolder.CreateAsync();
        using var left = shop.Left(["log.db", "akkacommerce.db"], ["", "-wal"]);
        using var unwritable = new UnwritableFolder(left.Path);

        (await Program.RunAsync(["snapshot", "--data", left.Path])).ShouldBe(new Told(1, "",
            $"akkacommerce: the database {left.File("akkacommerce.db")} cannot be opened: changes wait in {left.File("akkacommerce.db-wal")}, and can only be read where files can be written beside them: copy the folder to such a place\n"));
    }

    [UnwritableFact]
    public async Task There_is_nothing_to_follow_where_changes_could_not_be_seen()
    {
        await using var shop = await ShopFolder.CreateAsync();
        using var left = shop.Left("log.db");
        using var unwritable = new UnwritableFolder(left.Path);

        (await Program.RunAsync(["export", "--follow", "--data", left.Path])).ShouldBe(new Told(1, "",
            $"akkacommerce: the folder {left.Path} cannot be written to and nobody runs its shop: there is nothing to follow\n"));
    }

    [UnwritableTheory]
    [InlineData("retire")]
    [InlineData("replay events.ndjson")]
    [InlineData("run")]
    public async Task What_writes_is_refused_in_one_line(string command)
    {
        await using var shop = await ShopFolder.CreateAsync();
        using var left = shop.Left(["log.db", "akkacommerce.db"], ["", "-wal"]);
        Settle(left.File("akkacommerce.db"));
        var events = left.File("events.ndjson");
        await File.WriteAllTextAsync(events, "{}\n");
        using var unwritable = new UnwritableFolder(left.Path);

        var told = await Program.RunAsync([.. command.Replace("events.ndjson", events).Split(' '), "--data", left.Path]);

        (told.Code, told.Output).ShouldBe((1, ""));
        told.Error.ShouldMatch(@"^akkacommerce: the (log|data folder) \S+ (is not writable|cannot be written to: [^\n]*)\n$");
    }

    /// <summary>Moves what waits into the file, as its last reader does.</summary>
    private static void Settle(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema";
        command.ExecuteScalar();
    }
}
