using Dapper;
using Npgsql;

namespace AkkaCommerce.Benchmarks;

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
