using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Something to be read in one transaction.</summary>
internal interface IReadJob
{
    void Run(ReadConnection connection);

    void Failed(Exception reason);
}

/// <summary>The reading threads of the process, each with a connection. The queue is bounded by those who read: each asks again only when it is answered.</summary>
internal sealed class LogReading : IAsyncDisposable
{
    private readonly Queue<IReadJob> _queue = new();
    private readonly ManualResetEvent _stop = new(false);
    private readonly SqliteLogOptions _options;
    private readonly Task _running;
    private bool _stopped;

    public LogReading(SqliteLogOptions options)
    {
        _options = options;
        _running = Task.WhenAll(Enumerable.Range(0, options.ReaderThreads).Select(number => LogThread.Start($"log reader {number}", Run)));
    }

    public void Add(IReadJob job)
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

    /// <summary>Reads once, for someone who waits for it.</summary>
    public async ValueTask<T> Ask<T>(Func<ReadConnection, T> read, CancellationToken cancel)
    {
        var question = new Question<T>(read, cancel);
        Add(question);
        return await question.Answer;
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
        foreach (var job in _queue) job.Failed(SqliteEventLog.Closed());
        _stop.Dispose();
    }

    private void Run()
    {
        ReadConnection? connection = null;
        IReadJob job = null!;
        Action run = () =>
        {
            connection ??= new ReadConnection(_options);
            try
            {
                connection.Begin();
                job.Run(connection);
            }
            finally
            {
                connection.EndIfOpen();
            }
        };
        while (Take() is { } next)
        {
            job = next;
            try
            {
                BusyRetry.Run(run, _options.BusyLimit, _stop);
            }
            catch (SqliteFailure e)
            {
                job.Failed(e.ToUnavailable(_options.Path));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                job.Failed(e);
            }
        }
        connection?.Dispose();
    }

    private IReadJob? Take()
    {
        lock (_queue)
        {
            while (!_stopped)
            {
                if (_queue.TryDequeue(out var job)) return job;
                Monitor.Wait(_queue);
            }
            return null;
        }
    }

    private sealed class Question<T>(Func<ReadConnection, T> read, CancellationToken cancel) : IReadJob
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Answer => _answer.Task;

        public void Run(ReadConnection connection)
        {
            if (cancel.IsCancellationRequested) _answer.TrySetCanceled(cancel);
            else _answer.TrySetResult(read(connection));
        }

        public void Failed(Exception reason) => _answer.TrySetException(reason);
    }
}
