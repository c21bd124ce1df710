using System.Data.Common;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>
/// The database of tables that people may query, one schema for all its parts. Where another process is in the way, what is not done at once is tried
/// again, off the caller's thread, for at most <see cref="BusyLimit"/>. That it does not answer is said once, and when it does again.
/// </summary>
public sealed class SqlDatabase
{
    /// <summary>The version of the schema, of all tables together: a database of a newer one is refused, of an older one migrated.</summary>
    public const long Version = 3;

    /// <summary>How long work is tried again while another writer is in the way.</summary>
    public static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _time;
    private readonly SqlHealth _health;

    private SqlDatabase(ISqlDialect dialect, TimeProvider time, ILogger? logger) =>
        (Dialect, _time, _health) = (dialect, time, new SqlHealth(dialect.Name, time, logger ?? NullLogger.Instance));

    /// <summary>Opens the database; makes the tables of the runs, commands and shards, and of other parts, where there are none, or migrates them.</summary>
    /// <param name="parts">Others that keep tables.</param>
    /// <param name="waits">Takes that the database does not answer, for which is then waited as long as it takes; null: then opening fails.</param>
    /// <exception cref="StoreRefusedException">It is not ours to use: damaged, of a newer version, of another kind, not writable.</exception>
    /// <exception cref="LogUnavailableException">It cannot be used now.</exception>
    public static async Task<SqlDatabase> OpenAsync(
        ISqlDialect dialect, IReadOnlyList<SqlPart> parts, TimeProvider time, CancellationToken cancel, ILogger? waits = null)
    {
        var database = new SqlDatabase(dialect, time, waits);
        while (true)
        {
            try
            {
                await database.MakeAsync([RunTables.Steps, .. parts], cancel);
                return database;
            }
            catch (LogUnavailableException e) when (waits is not null && e.IsSaid)
            {
                await Task.Delay(BetweenLooks, time, cancel);
            }
        }
    }

    /// <summary>Opens or makes a SQLite file.</summary>
    /// <inheritdoc cref="OpenAsync(ISqlDialect, IReadOnlyList{SqlPart}, TimeProvider, CancellationToken, ILogger)"/>
    public static Task<SqlDatabase> OpenAsync(string path, IReadOnlyList<SqlPart> parts, TimeProvider time, CancellationToken cancel) =>
        OpenAsync(new SqliteDialect(path), parts, time, cancel);

    /// <summary>Opens a database that is there; nothing is made in it.</summary>
    /// <returns>Null: there is none, or there is nothing of ours in it yet.</returns>
    /// <inheritdoc cref="OpenAsync(ISqlDialect, IReadOnlyList{SqlPart}, TimeProvider, CancellationToken, ILogger)" path="/exception"/>
    public static async Task<SqlDatabase?> FindAsync(ISqlDialect dialect, TimeProvider time, CancellationToken cancel)
    {
        if (!dialect.MayExist) return null;
        var database = new SqlDatabase(dialect, time, logger: null);
        return await database.KnownVersionAsync(cancel) > 0 ? database : null;
    }

    public ISqlDialect Dialect { get; }

    /// <summary>The database's name for a person.</summary>
    public string Name => Dialect.Name;

    /// <summary>That the database does not answer now, in a word or two; null: it does, as far as anyone knows.</summary>
    public string? Away => _health.Reason is null ? null : "PostgreSQL does not answer";

    /// <summary>Whether what somebody met, such as the journal, comes of the database's not answering: that has been said, and who met it need not.</summary>
    public bool IsSaid(Exception? cause)
    {
        for (var failure = cause; failure is not null; failure = failure.InnerException)
            if (failure is DbException e && Dialect.TroubleOf(e) == SqlTrouble.Away) _health.Failed(Dialect.Describe(e));
        return _health.Reason is not null;
    }

    /// <summary>A new open connection, whose owner disposes it: for those that do their own reading.</summary>
    /// <exception cref="StoreRefusedException">As with opening.</exception>
    /// <exception cref="LogUnavailableException">As with opening.</exception>
    public DbConnection Connect() => Try(Dialect.Connect);

    /// <summary>Reads on the caller's thread: for what takes some microseconds, or a thread that may wait.</summary>
    /// <exception cref="LogUnavailableException">It cannot be used now.</exception>
    public T Read<T>(Func<DbConnection, T> read) => Try(() => ReadOnce(read));

    /// <summary>Writes on the caller's thread, in a transaction that others may be in beside.</summary>
    /// <exception cref="LogUnavailableException">It cannot be written now; the outcome is unknown.</exception>
    public T Write<T>(Func<DbConnection, DbTransaction, T> write) => Try(() => WriteOnce(connection => connection.BeginTransaction(), write));

    /// <summary>Reads.</summary>
    /// <exception cref="LogUnavailableException">It cannot be used now.</exception>
    public Task<T> ReadAsync<T>(Func<DbConnection, T> read, CancellationToken cancel) => TryAgainAsync(() => ReadOnce(read), cancel);

    /// <summary>Writes in a transaction that is alone; <paramref name="write"/> may run several times, of which one is committed.</summary>
    /// <exception cref="LogUnavailableException">It cannot be written now; the outcome is unknown.</exception>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, T> write, CancellationToken cancel) =>
        TryAgainAsync(() => WriteOnce(Dialect.BeginWrite, write), cancel);

    private async Task MakeAsync(IReadOnlyList<SqlPart> parts, CancellationToken cancel)
    {
        await KnownVersionAsync(cancel);
        await WriteAsync((connection, transaction) =>
        {
            var version = Known(Dialect.ReadVersion(connection));
            if (Dialect.HasTable(connection, RunTables.Run) != version > 0)
                throw new StoreRefusedException($"the database {Name} is not as this program left it: its schema is of version {version}, {(version > 0 ? "without" : "with")} a table '{RunTables.Run}'");
            if (version == Version) return false;
            foreach (var sql in parts.SelectMany(part => part(Dialect, version)))
            {
                using var command = connection.CreateCommand();
                (command.CommandText, command.Transaction) = (sql, transaction);
                command.ExecuteNonQuery();
            }
            Dialect.WriteVersion(connection, transaction, Version);
            return true;
        }, cancel);
    }

    private async Task<long> KnownVersionAsync(CancellationToken cancel) => Known(await ReadAsync(Dialect.ReadVersion, cancel));

    private long Known(long version) => version <= Version
        ? version
        : throw new StoreRefusedException($"the database {Name} was written by a newer version of this program (schema {version}, this one knows {Version})");

    private T ReadOnce<T>(Func<DbConnection, T> read)
    {
        using var connection = Dialect.Connect();
        return read(connection);
    }

    private T WriteOnce<T>(Func<DbConnection, DbTransaction> begin, Func<DbConnection, DbTransaction, T> write)
    {
        using var connection = Dialect.Connect();
        using var transaction = begin(connection);
        var result = write(connection, transaction);
        transaction.Commit();
        return result;
    }

    private T Try<T>(Func<T> work)
    {
        try
        {
            return Noticed(work);
        }
        catch (DbException e)
        {
            throw Told(e);
        }
    }

    private async Task<T> TryAgainAsync<T>(Func<T> work, CancellationToken cancel)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await Task.Run(() => Noticed(work), cancel).WaitAsync(cancel);
            }
            catch (DbException e) when (Dialect.TroubleOf(e) != SqlTrouble.Busy || _time.GetElapsedTime(began) >= BusyLimit)
            {
                throw Told(e);
            }
            catch (DbException)
            {
                await Task.Delay(Pause, _time, cancel);
            }
        }
    }

    /// <summary>A server that hangs holds a thread for as long as it is waited for; so, once that is known, one thread only.</summary>
    private T Noticed<T>(Func<T> work)
    {
        var (asked, away) = (_time.GetTimestamp(), _health.Reason);
        if (away is not null && !_health.TryLook()) throw new LogUnavailableException(away) { IsSaid = true };
        try
        {
            var result = work();
            _health.Worked(asked);
            return result;
        }
        finally
        {
            if (away is not null) _health.Looked();
        }
    }

    private Exception Told(DbException failure)
    {
        var trouble = Dialect.TroubleOf(failure);
        return trouble == SqlTrouble.Refused
            ? new StoreRefusedException(Dialect.Describe(failure), failure)
            : new LogUnavailableException(Dialect.Describe(failure), failure) { IsFull = trouble == SqlTrouble.Full, IsSaid = trouble == SqlTrouble.Away && IsSaid(failure) };
    }
}
