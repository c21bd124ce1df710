using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Serialization;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Simulation.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.VirtualTime;

/// <summary>
/// An actor system whose time passes only when a test says so, and in which every message goes through its serializer. Two hands move time:
/// timers follow the scheduler, and what an actor calls now is <see cref="Clock"/>.
/// </summary>
public abstract class VirtualTimeKit : TestKit
{
    private const string Hocon =
        """
        akka {
          loggers = []
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          actor.serialize-messages = on
          test.single-expect-default = 60s
          persistence.journal {
            plugin = "akka.persistence.journal.book"
            book { class = "AkkaCommerce.Tests.VirtualTime.BookJournal, AkkaCommerce.Tests", replay-filter.mode = off }
          }
        }
        """;

    /// <summary>The longest that any real thing is waited for: a bound on failure, never on success.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly TestProbe _settling;

    private protected VirtualTimeKit() : this(new JournalBook()) { }

    private VirtualTimeKit(JournalBook journal) : base(Setup(journal))
    {
        Journal = journal;
        _settling = CreateTestProbe("settling");
    }

    /// <summary>What actors call now: 2025-09-07T12:00:00Z at first.</summary>
    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_757_246_400_000));

    /// <summary>The rows of the journal, which outlive any actor.</summary>
    private protected JournalBook Journal { get; }

    /// <summary>Both clock and timers move on, step by step; after each step the actor has done what it had to do.</summary>
    protected void Pass(TimeSpan time, IActorRef actor)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Step)
        {
            var step = left < Step ? left : Step;
            Clock.Advance(step);
            Timers(step);
            Settle(actor);
        }
    }

    /// <summary>Timers alone move on.</summary>
    protected void Timers(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    /// <summary>The actor has dealt with everything it was told so far, and with what it told itself meanwhile.</summary>
    protected void Settle(IActorRef actor)
    {
        for (var round = 0; round < 2; round++)
        {
            actor.Tell(new Identify(round), _settling);
            _settling.ExpectMsg<ActorIdentity>(Patience);
        }
    }

    /// <summary>What passes while something is waited for: timers alone, and the clock stands still.</summary>
    private protected virtual void Idle() => Timers(Step);

    /// <summary>What the probe hears next, within whatever time its actor's timers need.</summary>
    protected T Hears<T>(TestProbe probe, Func<T, bool>? which = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            if (probe.ReceiveOne(TimeSpan.FromMilliseconds(2)) is T heard && (which is null || which(heard))) return heard;
            if (!probe.HasMessages) Idle();
        }
        throw new TimeoutException($"No {typeof(T).Name} came.");
    }

    /// <summary>The same again and again, until something is so.</summary>
    protected static void Repeat(Func<bool> until, Action act)
    {
        for (var began = Stopwatch.GetTimestamp(); !until(); act())
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException("What was waited for did not come.");
    }

    /// <summary>All that the probe has heard and not yet told.</summary>
    protected static List<T> Heard<T>(TestProbe probe)
    {
        var heard = new List<T>();
        while (probe.HasMessages)
            if (probe.ReceiveOne(TimeSpan.Zero) is T message)
                heard.Add(message);
        return heard;
    }

    private static ActorSystemSetup Setup(JournalBook journal) => ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(Hocon),
        journal,
        SerializationSetup.Create(system =>
        [
            SerializerDetails.Create("simulation", new SimulationSerializer(system), [.. SimulationSerializer.Types]),
            SerializerDetails.Create("analytics", new AnalyticsSerializer(system), [.. AnalyticsSerializer.Types]),
            SerializerDetails.Create("same", new SameObject(system), SameObject.Types),
        ]));
}
