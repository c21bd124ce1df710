using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// Notices what other processes append: one thread looks at PRAGMA data_version, which costs microseconds, and only where that has moved at the rows since.
/// While nobody reads it only waits.
/// </summary>
internal sealed partial class ForeignAppends : IAsyncDisposable
{
    private readonly SqliteLogOptions _options;
    private readonly AppendSignals _signals;
    private readonly LogWriting _writing;
    private readonly ILogger _logger;
    private readonly ManualResetEvent _stop = new(false);
    private readonly Task _running;

    public ForeignAppends(SqliteLogOptions options, AppendSignals signals, LogWriting writing, ILogger logger)
    {
        (_options, _signals, _writing, _logger) = (options, signals, writing, logger);
        _running = LogThread.Start("log watcher", Run);
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Set();
        await _running;
        _stop.Dispose();
    }

    private void Run()
    {
        var failed = false;
        do
        {
            try
            {
                Watch();
            }
            catch (SqliteFailure e)
            {
                if (!failed && !e.IsBusy) Failed(_logger, _options.Path, e.Message);
                failed = !e.IsBusy;
                // Whatever was missed: all look for themselves.
                _signals.AppendedAnywhere();
            }
        }
        while (!_stop.WaitOne(_options.NoticeInterval));
    }

    private void Watch()
    {
        using var database = new LogDatabase(_options.Path, _options.Again);
        database.Execute("PRAGMA query_only=1");
        using var version = database.Prepare("PRAGMA data_version");
        using var newest = database.Prepare("SELECT max(id) FROM records");
        using var shards = database.Prepare("SELECT DISTINCT shard FROM records WHERE id>? AND id<=?");
        var (seenVersion, seenId) = (-1L, 0L);
        while (!_stop.WaitOne(_options.NoticeInterval))
        {
            if (!_signals.HasReaders) continue;
            var now = One(version);
            if (now == seenVersion) continue;
            var last = One(newest);
            if (seenVersion < 0)
            {
                // The first look; whoever reads already may have looked before those rows came.
                _signals.AppendedAnywhere();
            }
            else if (last > _writing.LastId || _writing.LastId == 0)
            {
                shards.Bind(1, seenId).Bind(2, last);
                while (shards.Step()) _signals.Appended((int)shards.Long(0));
            }
            // Else the newest row is ours, and our writing has told of others' before it.
            (seenVersion, seenId) = (now, last);
        }
    }

    private static long One(Statement statement)
    {
        statement.Step();
        var value = statement.Long(0);
        statement.Reset();
        return value;
    }

    [LoggerMessage(EventId = 1121, Level = LogLevel.Warning, Message = "{Path}: records of other processes cannot be looked for: {Reason}")]
    private static partial void Failed(ILogger logger, string path, string reason);
}
