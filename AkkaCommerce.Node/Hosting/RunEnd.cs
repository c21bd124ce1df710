using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Clustering;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;
using Microsoft.Extensions.DependencyInjection;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Why a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>Somebody asked it to.</summary>
    Stopped,

    /// <summary>All up to until is final; without the analysis: committed.</summary>
    Finished,

    /// <summary>All that the log holds is analysed.</summary>
    Idle,
}

/// <summary>How a run ended.</summary>
/// <param name="Shards">Of an idle one: how far each shard is, and what holds it back.</param>
/// <param name="Written">Of one whose simulation ended: the events that this process has written.</param>
internal sealed record RunEnded(RunOutcome Outcome, IReadOnlyList<AnalystStatus> Shards, long Written = 0);

/// <summary>Waits for the end of a run: a signal, its until, idleness, or a node that cannot go on.</summary>
internal static class RunEnd
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="WorkFailedException">The analysis cannot go on, or no space is left; the reason is a line for a person.</exception>
    public static async Task<RunEnded> WaitAsync(IServiceProvider services, ProgramOptions program, RunOptions run, RunningShop shop, CancellationToken cancel)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var refused = new TaskCompletionSource<RunEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        var committed = new TaskCompletionSource<RunEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = services.GetRequiredService<ActorSystem>();
        system.ActorOf(Props.Create<Listener>(refused, committed));
        var ends = new List<Task<RunEnded>> { StoppedAsync(cancel), refused.Task };
        if (!program.Cluster.IsAlone) ends.Add(KeptAsync(services.GetRequiredService<Membership>(), system, done.Token));
        if (run.Roles.HasFlag(Roles.Analytics))
        {
            var analysis = services.GetRequiredService<AnalyticsServices>();
            var watch = new AnalysisWatch(analysis, ActorRegistry.For(system));
            if (run.UntilIdle) ends.Add(IdleAsync(watch, done.Token));
            else if (run.Roles.HasFlag(Roles.Simulation) ? shop.Simulation?.Until is not null : run.Simulation.Until is not null)
                ends.Add(FinalAsync(watch, run, shop, analysis.Time, done.Token));
        }
        else if (shop.Simulation?.Until is not null && run.Roles.HasFlag(Roles.Simulation))
        {
            ends.Add(committed.Task);
        }
        var first = await Task.WhenAny(ends);
        await done.CancelAsync();
        return await first;
    }

    private static RunEnded Ended(RunOutcome outcome) => new(outcome, []);

    /// <summary>A node that the cluster has given up cannot go on.</summary>
    private static async Task<RunEnded> KeptAsync(Membership membership, ActorSystem system, CancellationToken cancel)
    {
        await membership.KeepAsync(system, cancel);
        return Ended(RunOutcome.Stopped);
    }

    private static async Task<RunEnded> StoppedAsync(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource<RunEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(() => stopped.TrySetResult(Ended(RunOutcome.Stopped)));
        return await stopped.Task;
    }

    private static async Task<RunEnded> FinalAsync(AnalysisWatch watch, RunOptions run, RunningShop shop, TimeProvider time, CancellationToken cancel)
    {
        await watch.UntilFinalAsync(await UntilAsync(run, shop, time, cancel), cancel);
        return Ended(RunOutcome.Finished);
    }

    /// <summary>The simulation's end. Where it lives in another process that may not have begun, what was asked of this one, counted from its beginning.</summary>
    private static async Task<Timestamp> UntilAsync(RunOptions run, RunningShop shop, TimeProvider time, CancellationToken cancel)
    {
        if (run.Roles.HasFlag(Roles.Simulation)) return shop.Simulation!.Until!.Value;
        while (true)
        {
            if (await FindAsync(shop, cancel) is { } simulation)
                return new RunTimes(run.Simulation, shop.Stores.LogRun.Pane, shop.Notes).Until(simulation.From)!.Value;
            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <summary>Null: there is none yet, or the database does not answer, which has been said.</summary>
    private static async Task<SimulationRun?> FindAsync(RunningShop shop, CancellationToken cancel)
    {
        try
        {
            return await shop.Stores.Runs.FindSimulationAsync(cancel);
        }
        catch (LogUnavailableException e) when (e.IsSaid)
        {
            return null;
        }
    }

    private static async Task<RunEnded> IdleAsync(AnalysisWatch watch, CancellationToken cancel) => new(RunOutcome.Idle, await watch.UntilIdleAsync(cancel));

    private sealed class Listener : UntypedActor
    {
        private readonly TaskCompletionSource<RunEnded> _refused, _committed;
        private long _written;

        public Listener(TaskCompletionSource<RunEnded> refused, TaskCompletionSource<RunEnded> committed)
        {
            (_refused, _committed) = (refused, committed);
            foreach (var told in (Type[])[typeof(AnalysisRefused), typeof(StoreIsFull), typeof(ShardProgress)]) Context.System.EventStream.Subscribe(Self, told);
            DistributedPubSub.Get(Context.System).Mediator.Tell(new Subscribe(ClockProgress.Topic, Self));
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case AnalysisRefused refusal: _refused.TrySetException(new WorkFailedException($"shard {refusal.Shard}: {refusal.Reason}")); break;
                case StoreIsFull full: _refused.TrySetException(new WorkFailedException(full.Reason)); break;
                case ShardProgress committed: _written += committed.Events; break;
                case ClockProgress { IsDone: true }: _committed.TrySetResult(Ended(RunOutcome.Finished) with { Written = _written }); break;
            }
        }
    }
}
