using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>An open writer of the log as a running stream: batches go in, and its owner hears of each that is committed, or that it failed.</summary>
internal sealed class LogSink
{
    private readonly ISourceQueueWithComplete<ShardBatch> _queue;
    private readonly long _incarnation;
    private readonly IActorRef _owner;

    /// <param name="materializer">The owner's own: the stream ends with it.</param>
    public LogSink(IShardLogWriter writer, long incarnation, IActorRef owner, IMaterializer materializer)
    {
        (Writer, _incarnation, _owner) = (writer, incarnation, owner);
        _queue = Source.Queue<ShardBatch>(1, OverflowStrategy.Fail)
            .Via(writer.Flow)
            .Select(committed => (object)new BatchCommitted(incarnation, committed))
            .ToMaterialized(
                Sink.ActorRef<object>(owner, new LogFailed(incarnation, new LogUnavailableException("The log's stream has ended.")), cause => new LogFailed(incarnation, cause)),
                Keep.Left)
            .Run(materializer);
    }

    public IShardLogWriter Writer { get; }

    /// <summary>A batch that the stream does not take is one that failed; most often its owner has heard of the stream's end by then.</summary>
    public void Write(ShardBatch batch) => _queue.OfferAsync(batch).ContinueWith(
        offer =>
        {
            if (Refusal(offer) is { } cause) _owner.Tell(new LogFailed(_incarnation, cause));
        },
        CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    public void Complete() => _queue.Complete();

    private static Exception? Refusal(Task<IQueueOfferResult> offer) => offer switch
    {
        { Exception: { } thrown } => thrown.GetBaseException(),
        { IsCanceled: true } => new TaskCanceledException(offer),
        { Result: QueueOfferResult.Enqueued } => null,
        { Result: QueueOfferResult.Failure failure } => failure.Cause,
        { Result: var result } => new LogUnavailableException($"The log's stream took no batch: {result.GetType().Name}."),
    };
}

/// <summary>To a writer, from its log: a batch is in for good.</summary>
internal sealed record BatchCommitted(long Incarnation, ShardCommitted Committed) : INoSerializationVerificationNeeded;

/// <summary>To a writer: its log cannot be opened, or has failed; the outcome of what was in flight is unknown.</summary>
internal sealed record LogFailed(long Incarnation, Exception Cause) : INoSerializationVerificationNeeded;

/// <summary>To a writer: its log is open.</summary>
/// <param name="Retires">Whether, asked afterwards, the simulation retires.</param>
internal sealed record LogOpened(long Incarnation, IShardLogWriter Writer, bool Retires) : INoSerializationVerificationNeeded;
