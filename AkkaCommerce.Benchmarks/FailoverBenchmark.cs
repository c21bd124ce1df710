using System.Diagnostics;
using Dapper;
using Npgsql;

namespace AkkaCommerce.Benchmarks;

/// <summary>Three nodes of the built program, of which one is lost: until every shard has committed again.</summary>
internal sealed class FailoverBenchmark : IBenchmark
{
    private const int Nodes = 3, Shards = 6, FirstPort = 42_501;

    public string Name => "failover";

    public string About => "three nodes on Kafka and PostgreSQL, live: one is killed, or asked to end, until every shard is analysed beyond that moment";

    public IReadOnlyList<Figure> Run(double scale)
    {
        if (BenchmarkServers.Kafka is null || BenchmarkServers.Postgres is null) return BenchmarkServers.MissingServers;
        var rounds = (int)Math.Max(1, 3 * scale);
        double Seconds(bool kill, int shoppers) => Measure.Median(Enumerable.Range(0, rounds).Select(round => RoundAsync(round % Nodes, kill, shoppers).GetAwaiter().GetResult()));
        return
        [
            new Figure("a node is killed with -9, until every shard goes on", Seconds(kill: true, 200_000), "s", 10, MoreIsBetter: false),
            new Figure("a node is asked to end, until every shard goes on", Seconds(kill: false, 200_000), "s", 1, MoreIsBetter: false),
            new Figure("the same, a million shoppers", Seconds(kill: false, 1_000_000), "s", 5, MoreIsBetter: false),
        ];
    }

    /// <returns>Seconds, of which what the shards are behind when nothing happens is no part.</returns>
    private static async Task<double> RoundAsync(int node, bool kill, int shoppers)
    {
        using var topics = new BenchmarkTopics();
        await using var database = await BenchmarkDatabase.MakeAsync();
        using var folder = new TemporaryFolder();
        var secret = folder["connection"];
        await File.WriteAllTextAsync(secret, database.ConnectionString);
        var seeds = string.Join(',', Enumerable.Range(FirstPort, Nodes).Select(port => $"127.0.0.1:{port}"));
        var nodes = Enumerable.Range(FirstPort, Nodes).Select(port => new BuiltProgram(
            Directory.CreateDirectory(folder[$"{port}"]).FullName,
            ["--from", "-1m", "--shoppers", $"{shoppers}", "--shards", $"{Shards}", "--sql", $"file:{secret}", "--seed-nodes", seeds, "--port", $"{port}", .. topics.Arguments])).ToArray();
        try
        {
            await BeyondAsync(database, DateTimeOffset.UtcNow.AddSeconds(10));
            var usual = await BeyondAsync(database, DateTimeOffset.UtcNow);
            if (kill) nodes[node].Kill();
            else nodes[node].Terminate();
            return Math.Max(0, await BeyondAsync(database, DateTimeOffset.UtcNow) - usual);
        }
        finally
        {
            foreach (var one in nodes) one.Dispose();
        }
    }

    /// <summary>Waits until each shard's simulation is folded beyond a moment.</summary>
    private static async Task<double> BeyondAsync(BenchmarkDatabase database, DateTimeOffset moment)
    {
        var began = Stopwatch.GetTimestamp();
        while (await database.CountBeyondAsync(moment) < Shards) await Task.Delay(20);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}

/// <summary>A database of a benchmark's own, which goes with it.</summary>
internal sealed class BenchmarkDatabase(string name) : IAsyncDisposable
{
    public string ConnectionString => new NpgsqlConnectionStringBuilder(BenchmarkServers.Postgres) { Database = name }.ToString();

    public static async Task<BenchmarkDatabase> MakeAsync()
    {
        var database = new BenchmarkDatabase($"benchmark_{Guid.NewGuid():N}");
        await database.ExecuteAsync("CREATE DATABASE");
        return database;
    }

    /// <summary>How many shards have the simulation folded beyond a moment; none while the tables are being made.</summary>
    public async Task<int> CountBeyondAsync(DateTimeOffset moment)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            return await connection.QuerySingleAsync<int>("SELECT COUNT(*) FROM shards WHERE committed_through > @moment", new { moment = moment.ToUnixTimeMilliseconds() });
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync("DROP DATABASE", " WITH (FORCE)");
    }

    private async Task ExecuteAsync(string verb, string how = "")
    {
        await using var connection = new NpgsqlConnection(BenchmarkServers.Postgres);
        await connection.ExecuteAsync($"{verb} {name}{how}");
    }
}
