using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Tests.Ingestion.Log;
using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Ingestion.Sqlite;

public sealed class SqliteLogFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;

    private string File => Path.Combine(_folder, "data", "log.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_log_keeps_its_identity_and_its_shards()
    {
        string identity;
        await using (var log = SqliteEventLog.Open(new SqliteLogOptions { Path = File, Shards = 5 })) identity = log.Identity;
        await using (var log = SqliteEventLog.Open(new SqliteLogOptions { Path = File }))
        {
            log.Identity.ShouldBe(identity);
            log.Shards.ShouldBe(5);
        }

        Refused(new SqliteLogOptions { Path = File, Shards = 8 }).ShouldContain("has 5 shards, not 8");
    }

    [Fact]
    public async Task A_log_that_others_open_and_close_meanwhile_is_opened_all_the_same()
    {
        await using (var made = SqliteEventLog.Open(new SqliteLogOptions { Path = File, Shards = 1 }))
        await using (await made.OpenWriterAsync(0, "first", default)) { }
        using var stop = new CancellationTokenSource();
        var others = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    using var other = new LogDatabase(File);
                    other.Number("SELECT count(*) FROM records");
                }
                catch (SqliteFailure e) when (e.IsBusy)
                {
                    // It looks again.
                }
            }
        });

        for (var time = 0; time < 60; time++)
        {
            await using var log = SqliteEventLog.Open(new SqliteLogOptions { Path = File });
            await using var writer = await log.OpenWriterAsync(0, "second", default);
        }
        await stop.CancelAsync();
        await others;
    }

    [Fact]
    public void Where_there_is_no_log_none_is_made_for_who_only_reads()
    {
        Refused(new SqliteLogOptions { Path = File, Access = SqliteAccess.Read }).ShouldContain("there is no log");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_a_log_is_refused_with_one_clear_line()
    {
        Directory.CreateDirectory(File);
        Refused(new SqliteLogOptions { Path = File }).ShouldContain("cannot be opened");

        var text = Path.Combine(_folder, "text.db");
        System.IO.File.WriteAllText(text, new string('x', 5000));
        Refused(new SqliteLogOptions { Path = text }).ShouldContain("no SQLite database");

        var foreign = Path.Combine(_folder, "foreign.db");
        Sql(foreign, "CREATE TABLE cats(name TEXT)");
        Refused(new SqliteLogOptions { Path = foreign }).ShouldContain("something else");
    }

    [Fact]
    public async Task A_newer_format_is_refused()
    {
        await SqliteEventLog.Open(new SqliteLogOptions { Path = File }).DisposeAsync();
        Sql(File, "PRAGMA user_version=99");

        Refused(new SqliteLogOptions { Path = File }).ShouldContain("newer version");
    }

    [Fact]
    public async Task A_full_disk_fails_the_commit_in_one_line_and_leaves_what_was_committed()
    {
        using var system = ActorSystem.Create("full", "akka.stdout-loglevel = OFF\nakka.loglevel = OFF");
        using var streams = system.Materializer();
        await using var log = SqliteEventLog.Open(new SqliteLogOptions { Path = File, Shards = 1, MostPages = 100 });
        await using var writer = await log.OpenWriterAsync(0, "simulation", default);
        var committed = 0;

        var failure = await Should.ThrowAsync<LogUnavailableException>(() => Source.From(Enumerable.Range(1, 100)).Select(Batch)
            .Via(writer.Flow).RunForeach(_ => committed++, streams));

        failure.Message.ShouldContain("no space is left");
        failure.Message.ShouldNotContain("\n");
        committed.ShouldBeInRange(1, 99);
        (await log.EndsAsync(0, default))[Topic.PageViews].ShouldBe(committed * 100);
        (await log.OpenWriterAsync(0, "simulation", default)).Progress.ShouldBe(new Progress(new Timestamp(committed)));
        await system.Terminate();

        static ShardBatch Batch(int number)
        {
            var batch = new ShardBatch(number, new Progress(new Timestamp(number)));
            for (var i = 0; i < 100; i++) batch.Events(Topic.PageViews).Add(LogText.Key(i), LogText.Value(number, i, 1000));
            return batch;
        }
    }

    [Fact]
    public async Task The_write_ahead_log_stays_bounded_beside_a_reader()
    {
        using var system = ActorSystem.Create("wal", "akka.stdout-loglevel = OFF\nakka.loglevel = OFF");
        using var streams = system.Materializer();
        await using var log = SqliteEventLog.Open(new SqliteLogOptions { Path = File, Shards = 1, CheckpointBytes = 2 << 20, MostWalBytes = 8 << 20 });
        await using var writer = await log.OpenWriterAsync(0, "simulation", default);
        var read = log.Read(0, Positions.Start, TopicSet.PageViews)
            .SelectAsync(1, batch =>
            {
                var next = batch.NextPosition;
                batch.Dispose();
                return Task.FromResult(next);
            })
            .TakeWhile(next => next < 60_000, inclusive: true).RunWith(Sink.Last<long>(), streams);

        await Source.From(Enumerable.Range(1, 60)).Select(number =>
        {
            var batch = new ShardBatch(number, new Progress(new Timestamp(number)));
            for (var i = 0; i < 1000; i++) batch.Events(Topic.PageViews).Add(LogText.Key(i), LogText.Value(number, i, 1000));
            return batch;
        }).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), streams).WaitAsync(TimeSpan.FromSeconds(20));

        (await read.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe(60_000);
        log.Checkpoints!.GreatestBytes.ShouldBeInRange(2 << 20, 12 << 20);
        await system.Terminate();
    }

    private static string Refused(SqliteLogOptions options)
    {
        var message = Should.Throw<StoreRefusedException>(() => SqliteEventLog.Open(options)).Message;
        message.ShouldNotContain("\n");
        return message;
    }

    private static void Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
