using System.Diagnostics;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// Keeps the write-ahead log bounded. At <see cref="SqliteLogOptions.CheckpointBytes"/> a thread of its own moves it into the file beside the writing
/// (PASSIVE); then, between two commits, the writing thread moves the rest and starts it again (RESTART: ungated, that loses every race against commits
/// and readers). At <see cref="SqliteLogOptions.MostWalBytes"/> writing waits for that.
/// </summary>
internal sealed partial class Checkpoints : IAsyncDisposable
{
    private const int FrameBytes = LogSchema.PageBytes + 24;
    private static readonly TimeSpan BesideReaders = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(5);

    private readonly SqliteLogOptions _options;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _wanted = new(false);
    private readonly ManualResetEvent _moved = new(false);
    private readonly Task _running;
    private volatile bool _stopped;
    private bool _asked;

    public Checkpoints(SqliteLogOptions options, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        _running = LogThread.Start("log checkpoint", Run);
    }

    /// <summary>The longest time that a writing thread was kept from writing.</summary>
    public TimeSpan LongestPause { get; private set; }

    /// <summary>The greatest live size of the write-ahead log seen, in bytes.</summary>
    public long GreatestBytes { get; private set; }

    /// <summary>Called on the writing thread between two commits.</summary>
    public void Written(LogTransaction transaction, WaitHandle stop)
    {
        var bytes = (long)WalFrames.AfterCommit * FrameBytes;
        GreatestBytes = Math.Max(GreatestBytes, bytes);
        if (bytes < _options.CheckpointBytes) return;
        if (!_asked)
        {
            _asked = true;
            _moved.Reset();
            _wanted.Set();
        }
        var began = Stopwatch.GetTimestamp();
        var full = bytes >= _options.MostWalBytes;
        if (!full && !_moved.WaitOne(0)) return;
        if (full) WaitHandle.WaitAny([_moved, stop], MostPause);
        if (TryRestart(transaction, full ? MostPause : BesideReaders, stop)) _asked = false;
        else if (full) Grows(_logger, _options.Path, bytes >> 20);
        if (Stopwatch.GetElapsedTime(began) is var pause && pause > LongestPause) LongestPause = pause;
    }

    public async ValueTask DisposeAsync()
    {
        _stopped = true;
        _wanted.Set();
        await _running;
        _wanted.Dispose();
        _moved.Dispose();
    }

    /// <summary>Readers are in the way only for the time of a batch; one that is for longer is a stranger's.</summary>
    private static bool TryRestart(LogTransaction transaction, TimeSpan most, WaitHandle stop)
    {
        var began = Stopwatch.GetTimestamp();
        while (!transaction.Database.TryCheckpoint(raw.SQLITE_CHECKPOINT_RESTART, out _, out _))
            if (Stopwatch.GetElapsedTime(began) > most || stop.WaitOne(1))
                return false;
        return true;
    }

    private void Run()
    {
        LogDatabase? database = null;
        try
        {
            while (_wanted.WaitOne() && !_stopped)
            {
                try
                {
                    database ??= Open();
                    database.TryCheckpoint(raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
                }
                catch (SqliteFailure e)
                {
                    if (!e.IsBusy) Failed(_logger, _options.Path, e.Message);
                }
                _moved.Set();
            }
        }
        finally
        {
            database?.Dispose();
        }
    }

    private LogDatabase Open()
    {
        var database = new LogDatabase(_options.Path, _options.Again);
        database.Execute("PRAGMA synchronous=FULL");
        return database;
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "{Path}: the write-ahead log has {Megabytes} MiB, and someone reads it for so long that it cannot start again")]
    private static partial void Grows(ILogger logger, string path, long megabytes);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Warning, Message = "{Path}: the write-ahead log could not be moved into the file: {Reason}")]
    private static partial void Failed(ILogger logger, string path, string reason);
}
