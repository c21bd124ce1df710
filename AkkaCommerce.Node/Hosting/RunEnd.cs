using Akka.Actor;
using Akka.Hosting;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Clock;

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

/// <summary>Waits for the end of a run: a signal, its until, idleness, or an analysis that cannot go on.</summary>
internal static class RunEnd
{
    /// <exception cref="WorkFailedException">The analysis cannot go on; the reason is a line for a person.</exception>
    public static async Task<RunOutcome> WaitAsync(ActorSystem system, RunOptions run, SimulationRun? simulation, AnalyticsServices analysis, CancellationToken cancel)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var refused = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var committed = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create<Listener>(refused, committed));
        var ends = new List<Task<RunOutcome>> { StoppedAsync(cancel), refused.Task };
        if (run.Roles.HasFlag(Roles.Analytics))
        {
            var watch = new AnalysisWatch(analysis, ActorRegistry.For(system));
            if (run.UntilIdle) ends.Add(IdleAsync(watch, done.Token));
            else if (simulation?.Until is { } until && run.Roles.HasFlag(Roles.Simulation)) ends.Add(FinalAsync(watch, until, done.Token));
        }
        else if (simulation?.Until is not null)
        {
            ends.Add(committed.Task);
        }
        var first = await Task.WhenAny(ends);
        await done.CancelAsync();
        return await first;
    }

    private static async Task<RunOutcome> StoppedAsync(CancellationToken cancel)
    {
        var stopped = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(() => stopped.TrySetResult(RunOutcome.Stopped));
        return await stopped.Task;
    }

    private static async Task<RunOutcome> FinalAsync(AnalysisWatch watch, Ingestion.Events.Timestamp until, CancellationToken cancel)
    {
        await watch.UntilFinalAsync(until, cancel);
        return RunOutcome.Finished;
    }

    private static async Task<RunOutcome> IdleAsync(AnalysisWatch watch, CancellationToken cancel)
    {
        await watch.UntilIdleAsync(cancel);
        return RunOutcome.Idle;
    }

    private sealed class Listener : UntypedActor
    {
        private readonly TaskCompletionSource<RunOutcome> _refused, _committed;

        public Listener(TaskCompletionSource<RunOutcome> refused, TaskCompletionSource<RunOutcome> committed)
        {
            (_refused, _committed) = (refused, committed);
            Context.System.EventStream.Subscribe(Self, typeof(AnalysisRefused));
            Context.System.EventStream.Subscribe(Self, typeof(ClockProgress));
        }

        protected override void OnReceive(object message)
        {
            if (message is AnalysisRefused refusal) _refused.TrySetException(new WorkFailedException($"shard {refusal.Shard}: {refusal.Reason}"));
            else if (message is ClockProgress { IsDone: true }) _committed.TrySetResult(RunOutcome.Finished);
        }
    }
}
