using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// The one writing thread of the process: takes what has come, up to <see cref="SqliteLogOptions.CommitBytes"/>, into one transaction, at once. The queue
/// is bounded by its writers, of which each has a few batches on their way.
/// </summary>
internal sealed class LogWriting : IAsyncDisposable
{
    private readonly Queue<WriteJob> _queue = new();
    private readonly List<WriteJob> _group = [];
    private readonly ManualResetEvent _stop = new(false);
    private readonly SqliteLogOptions _options;
    private readonly AppendSignals _signals;
    private readonly TimeProvider _time;
    private readonly Action _begin;
    private readonly Task _running;
    private bool _stopped;
    private LogTransaction? _transaction;
    private Checkpoints? _checkpoints;
    private bool _othersWrote;
    private long _lastAppend;
    private long _lastId;

    public LogWriting(SqliteLogOptions options, int shards, AppendSignals signals, TimeProvider time, Func<Checkpoints> checkpoints)
    {
        (_options, _signals, _time) = (options, signals, time);
        _begin = () => _othersWrote = _transaction!.Begin();
        _running = LogThread.Start("log writer", () => Run(shards, checkpoints));
    }

    /// <summary>The last row that this process has committed.</summary>
    public long LastId => Volatile.Read(ref _lastId);

    public void Add(WriteJob job)
    {
        lock (_queue)
        {
            if (!_stopped)
            {
                _queue.Enqueue(job);
                Monitor.Pulse(_queue);
                return;
            }
        }
        job.Failed(SqliteEventLog.Closed());
    }

    public async ValueTask DisposeAsync()
    {
        lock (_queue)
        {
            _stopped = true;
            _stop.Set();
            Monitor.PulseAll(_queue);
        }
        await _running;
        _stop.Dispose();
    }

    private void Run(int shards, Func<Checkpoints> checkpoints)
    {
        // Another connection may close the file, or begin it, at this very moment.
        Action open = () => _transaction ??= new LogTransaction(_options, shards);
        while (Take())
        {
            try
            {
                BusyRetry.Run(open, _options.BusyLimit, _stop);
                _checkpoints ??= checkpoints();
                CommitGroup(_transaction!);
                _checkpoints.Written(_transaction!, _stop);
            }
            catch (SqliteFailure e)
            {
                Undo(e.ToUnavailable(_options.Path));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Undo(new LogUnavailableException($"the log {_options.Path} cannot be written: {e.Message}", e));
            }
        }
        foreach (var job in _queue) job.Failed(SqliteEventLog.Closed());
        _transaction?.Dispose();
    }

    /// <summary>Waits for jobs; false: the log closes.</summary>
    private bool Take()
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && !_stopped) Monitor.Wait(_queue);
            if (_stopped) return false;
            _group.Clear();
            var bytes = 0;
            while (bytes < _options.CommitBytes && _queue.TryDequeue(out var job))
            {
                _group.Add(job);
                bytes += job.Bytes;
            }
            return true;
        }
    }

    private void CommitGroup(LogTransaction transaction)
    {
        BusyRetry.Run(_begin, _options.BusyLimit, _stop);
        var now = _lastAppend = Math.Max(_lastAppend, Timestamp.From(_time.GetUtcNow()).Milliseconds);
        foreach (var job in _group) job.Apply(transaction, new Timestamp(now));
        transaction.Commit();
        Volatile.Write(ref _lastId, transaction.LastId);
        foreach (var job in _group) job.Committed();
        if (_othersWrote) _signals.AppendedAnywhere();
        else
            foreach (var job in _group)
                if (job.Appends >= 0)
                    _signals.Appended(job.Appends);
        _group.Clear();
    }

    private void Undo(LogUnavailableException reason)
    {
        foreach (var job in _group) job.Failed(reason);
        _group.Clear();
        try
        {
            _transaction?.Rollback();
        }
        catch (SqliteFailure)
        {
            // A connection that cannot even roll back is of no use: the next group opens another.
            _transaction?.Dispose();
            _transaction = null;
        }
    }
}
