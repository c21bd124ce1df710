using AkkaCommerce.Ingestion.Log;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>A log's way to Kafka: what every client of it shares, and the one client for questions.</summary>
internal sealed class KafkaConnection : IAsyncDisposable
{
    /// <summary>How long one question may take before it is asked again.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(2);

    /// <summary>How long brokers may take to agree who leads what, of which nothing is said.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly TimeProvider _time;
    private readonly IAdminClient _admin;
    private readonly Lock _probing = new();
    private Task _probe = Task.CompletedTask;
    private volatile string? _lastTrouble;

    /// <exception cref="StoreRefusedException">The native library is not to be used, or a property is not.</exception>
    public KafkaConnection(KafkaLogOptions options, TimeProvider time, ILogger logger)
    {
        options.Validate();
        foreach (var (name, value) in options.Properties)
            if (KafkaProperties.Problem(name, value) is { } problem)
                throw new StoreRefusedException($"kafka property '{name}' {problem}");
        (Options, Names, _time) = (options, new KafkaNames(options.TopicPrefix), time);
        (Health, ClientLog) = (new KafkaHealth(options.Bootstrap, time, logger), new KafkaClientLog(logger));
        Logger = logger;
        _admin = new AdminClientBuilder(KafkaSettings.Common(options))
            .SetLogHandler((_, message) => ClientLog.Write(message))
            .SetErrorHandler((_, error) => Heard(error))
            .Build();
    }

    public KafkaLogOptions Options { get; }

    public KafkaNames Names { get; }

    public KafkaHealth Health { get; }

    public KafkaClientLog ClientLog { get; }

    public ILogger Logger { get; }

    public TimeProvider Time => _time;

    public string Servers => Options.Bootstrap;

    /// <summary>Cancelled when the log closes.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Asks until Kafka answers, as long as the options' patience lasts.</summary>
    /// <param name="what">What is asked, for a person: <c>asking for its topics</c>.</param>
    /// <exception cref="LogUnavailableException">It does not answer, or the log is closed.</exception>
    /// <exception cref="StoreRefusedException">It refuses.</exception>
    public async Task<T> AskAsync<T>(string what, Func<IAdminClient, TimeSpan, Task<T>> question, CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, Closed);
        var (began, pause) = (_time.GetTimestamp(), FirstPause);
        while (true)
        {
            KafkaException failure;
            var asked = _time.GetTimestamp();
            try
            {
                // Its own timeout does not hold where a broker is there and says nothing.
                var answer = await question(_admin, RequestTimeout).WaitAsync(LongestAnswer, _time, ends.Token);
                _lastTrouble = null;
                Health.Worked(asked);
                return answer;
            }
            catch (KafkaException e)
            {
                failure = e;
            }
            catch (TimeoutException)
            {
                failure = new KafkaException(new Error(ErrorCode.Local_TimedOut, $"no answer within {LongestAnswer.TotalSeconds:0} s"));
            }
            catch (Exception e) when (Closed.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
            {
                throw KafkaEventLog.ClosedException();
            }
            var error = FirstError(failure);
            if (KafkaTrouble.IsRefusal(error.Code)) throw KafkaTrouble.Refused(Servers, what, error, failure);
            if (error.IsLocalError || _time.GetElapsedTime(began) >= Settling) Health.Failed(Text(error));
            if (IsPatienceOver(began)) throw Unavailable(what, Text(error), failure);
            await WaitAsync(pause, ends.Token);
            pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
        }
    }

    /// <summary>Asks for offsets of partitions of topics that are there, not committed ones counted.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<IReadOnlyList<ListOffsetsResultInfo>> OffsetsAsync(string what, IReadOnlyList<TopicPartition> partitions, OffsetSpec which, CancellationToken cancel)
    {
        var wanted = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = which }).ToArray();
        return await AskAsync(
            what,
            async (admin, timeout) =>
            {
                try
                {
                    return Whole((await admin.ListOffsetsAsync(wanted, new ListOffsetsOptions { RequestTimeout = timeout, IsolationLevel = IsolationLevel.ReadUncommitted })).ResultInfos);
                }
                catch (KafkaException e) when (e is not ListOffsetsException || !FirstError(e).IsLocalError)
                {
                    await RelearnAsync(partitions.Select(partition => partition.Topic).Distinct(), timeout);
                    throw;
                }
            },
            cancel);
    }

    /// <summary>
    /// Looks, after a failure of one client, whether Kafka answers at all; then <see cref="Health"/> knows. Those who ask at the same time share an answer.
    /// </summary>
    public async Task ProbeAsync()
    {
        Task probe;
        lock (_probing)
        {
            if (_probe.IsCompleted) _probe = AnswersAsync();
            probe = _probe;
        }
        await probe;
    }

    /// <summary>Whether what began then has waited long enough.</summary>
    public bool IsPatienceOver(long began) => Options.Patience != Timeout.InfiniteTimeSpan && _time.GetElapsedTime(began) >= Options.Patience;

    /// <summary>What could not be done, and why, in a line.</summary>
    public LogUnavailableException Unavailable(string what, string reason, Exception? inner = null) =>
        new($"Kafka at {Servers}: {what}: {reason}", inner) { IsSaid = Health.Reason is not null };

    public ValueTask DisposeAsync()
    {
        if (_closed.IsCancellationRequested) return ValueTask.CompletedTask;
        _closed.Cancel();
        // It joins the library's threads: never on the caller's.
        _ = LogThread.Start("kafka closing", _admin.Dispose);
        return ValueTask.CompletedTask;
    }

    private async Task AnswersAsync()
    {
        var asked = _time.GetTimestamp();
        try
        {
            await _admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = LongestProbe }).WaitAsync(LongestProbe, _time, Closed);
            Health.Worked(asked);
        }
        catch (Exception e) when (e is KafkaException or TimeoutException)
        {
            Health.Failed(e is KafkaException { Error: var error } ? Text(error) : $"no answer within {LongestProbe.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The log closes.
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, _time, cancel);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            throw KafkaEventLog.ClosedException();
        }
    }

    /// <summary>
    /// The library asks each leader for its partitions, and where one of them does not answer it leaves those out without a word: an offset that was never
    /// filled in, which read as a number says that the partition is empty.
    /// </summary>
    private static List<ListOffsetsResultInfo> Whole(List<ListOffsetsResultInfo> answers)
    {
        foreach (var answer in answers)
            if (answer.TopicPartitionOffsetError is { Offset: var offset } missing && offset == Offset.Unset)
                throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, $"the leader of {missing.Topic}, partition {missing.Partition.Value}, does not answer"));
        return answers;
    }

    /// <summary>Of a question about several things the reason is in the first of them that failed.</summary>
    private static Error FirstError(KafkaException failure) => failure switch
    {
        ListOffsetsException { Result.ResultInfos: { } infos } => infos.Select(info => info.TopicPartitionOffsetError.Error).FirstOrDefault(error => error.IsError) ?? failure.Error,
        DescribeConfigsException { Results: { } results } => results.Select(result => result.Error).FirstOrDefault(error => error.IsError) ?? failure.Error,
        CreateTopicsException { Results: { } results } => results.Select(result => result.Error).FirstOrDefault(error => error.IsError) ?? failure.Error,
        _ => failure.Error,
    };

    /// <summary>
    /// The library asks whom it knows as a partition's leader, as of the epoch it knows, and does not learn from being told that this is over: after
    /// a broker came back it would ask the same for a quarter of an hour. Nor does it look again where it once found no leader, as of a topic just made.
    /// </summary>
    private Task RelearnAsync(IEnumerable<string> topics, TimeSpan timeout) => LogThread.Start("kafka metadata", () =>
    {
        foreach (var topic in topics) _admin.GetMetadata(topic, timeout);
    });

    private void Heard(Error error)
    {
        if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_Ssl or ErrorCode.Local_Authentication) _lastTrouble = KafkaTrouble.Text(error);
        if (error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Authentication) Health.Failed(Text(error));
    }

    /// <summary>In a line: of what only says that nobody answered, why the last connection failed.</summary>
    private string Text(Error error) => error.IsLocalError ? _lastTrouble ?? KafkaTrouble.Text(error) : KafkaTrouble.Text(error);
}
