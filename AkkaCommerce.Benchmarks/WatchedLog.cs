using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Benchmarks;

/// <summary>Looks, from beside, at how far a shop's SQLite log has come.</summary>
internal sealed class WatchedLog(string path) : IDisposable
{
    /// <summary>The least of these says that every shard has committed events: the first commit of each says only where it begins.</summary>
    public const string CommitsOfAll = "SELECT min(progress_at) FROM writers WHERE source = 'simulation' HAVING count(*) = 8";

    /// <summary>Commits so far, without the first of each shard.</summary>
    public const string Commits = "SELECT sum(progress_at) FROM writers WHERE source = 'simulation'";

    /// <summary>Events ever committed.</summary>
    public const string Events = "SELECT sum(base + count) FROM records WHERE id IN (SELECT max(id) FROM records WHERE topic < 4 GROUP BY topic, shard)";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private SqliteConnection? _connection;

    public void Dispose() => _connection?.Dispose();

    /// <summary>Waits until a number exceeds another.</summary>
    /// <exception cref="InvalidOperationException">The program ended before.</exception>
    public async Task ExceedAsync(string sql, long number, BuiltProgram program)
    {
        while (Read(sql) <= number)
        {
            if (program.HasEnded) throw new InvalidOperationException("The program ended early.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>A number of the log's; 0 where there is no log yet.</summary>
    public long Read(string sql)
    {
        try
        {
            if (_connection is null && !File.Exists(path)) return 0;
            _connection ??= Open();
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar() is long number ? number : 0;
        }
        catch (SqliteException)
        {
            // It is being made.
            _connection?.Dispose();
            _connection = null;
            return 0;
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
