using System.Collections.Concurrent;
using Akka.Actor;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// The writers that live on this node, so that a node that stops can let them finish before their region stops everyone; and the log's writers
/// that are being closed, which may take its time and so happens beside.
/// </summary>
public sealed class LocalWriters
{
    /// <summary>How long writers get to commit what they have gathered when the node stops, and then the log's writers to close.</summary>
    public static TimeSpan Bound { get; } = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<IActorRef, bool> _writers = new();
    private readonly ConcurrentDictionary<Task, bool> _closing = new();

    private int _incarnations;
    private volatile bool _finishing;

    /// <summary>The node stops: no writer begins anything any more.</summary>
    public bool AreFinishing => _finishing;

    /// <summary>
    /// The node is about to stop: with its next message each writer finishes. At full speed thousands of walks are under way, behind which the
    /// stopping itself would wait its turn.
    /// </summary>
    public void BeginFinishing() => _finishing = true;

    /// <summary>Lets every writer here finish; true when all have within the bound.</summary>
    public async Task<bool> FinishAsync()
    {
        BeginFinishing();
        var finished = await Task.WhenAll(_writers.Keys.Select(FinishAsync));
        return Array.TrueForAll(finished, done => done);
    }

    /// <summary>Waits, within the bound, for the log's writers that are being closed.</summary>
    public async Task ClosedAsync(TimeProvider time)
    {
        var all = Task.WhenAll(_closing.Keys);
        await Task.WhenAny(all, Task.Delay(Bound, time));
    }

    /// <summary>Counts the incarnations of all writers of this node: a writer that is restarted forgets how many it had.</summary>
    internal int CountIncarnation() => Interlocked.Increment(ref _incarnations);

    internal void Add(IActorRef writer) => _writers.TryAdd(writer, true);

    internal void Remove(IActorRef writer) => _writers.TryRemove(writer, out _);

    /// <summary>Closes a log's writer on another thread.</summary>
    internal void Close(IShardLogWriter writer)
    {
        var closing = Task.Run(async () => await writer.DisposeAsync());
        _closing.TryAdd(closing, true);
        closing.ContinueWith(done => _closing.TryRemove(done, out _), TaskScheduler.Default);
    }

    private static async Task<bool> FinishAsync(IActorRef writer)
    {
        try
        {
            return await writer.GracefulStop(Bound, Finish.Instance);
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }
}
