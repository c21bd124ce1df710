using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Ingestion.Journal;

/// <summary>What is asked of a journal, whatever database it is in.</summary>
public abstract class JournalTests(ActorSystemSetup setup) : TestKit(setup)
{
    [SqlFact]
    public void Of_two_incarnations_with_the_same_number_the_first_wins_and_the_other_stops()
    {
        var (first, second) = (Keeper("a"), Keeper("a"));
        first.Tell(new byte[] { 1 });
        ExpectMsg(1L);

        Watch(second);
        second.Tell(new byte[] { 2 });

        ExpectTerminated(second);
    }

    [SqlFact]
    public void What_is_persisted_is_there_for_the_next_incarnation_and_trimming_frees_numbers_but_the_last()
    {
        var keeper = Keeper("b");
        for (byte i = 1; i <= 5; i++) keeper.Tell(new[] { i });
        ReceiveN(5);
        keeper.Tell(3L);
        ExpectMsg<DeleteMessagesSuccess>();

        Keeper("b").Tell("what");

        ExpectMsg<byte[]>().ShouldBe([4, 5]);
    }

    [SqlFact]
    public async Task The_greatest_number_in_the_journal_gives_away_an_incarnation_that_was_replaced()
    {
        var keeper = Keeper("c");
        keeper.Tell(new byte[] { 1 });
        keeper.Tell(new byte[] { 2 });
        ReceiveN(2);
        var journal = Persistence.Instance.Apply(Sys).JournalFor(null);

        (await JournalTail.GreatestAsync(journal, "c", 1, TimeSpan.FromSeconds(5))).ShouldBe(2);
        (await JournalTail.GreatestAsync(journal, "c", 2, TimeSpan.FromSeconds(5))).ShouldBe(2);
    }

    private IActorRef Keeper(string id)
    {
        var keeper = Sys.ActorOf(Props.Create(() => new KeeperActor(id, TestActor)));
        keeper.Tell("ready");
        ExpectMsg("ready", TimeSpan.FromMinutes(1));
        return keeper;
    }

    private protected static ActorSystemSetup SetupOf(string configuration, Setup setup) =>
        ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig($"{configuration}\nakka.test.single-expect-default = 60s"), setup);

    private sealed class KeeperActor(string id, IActorRef to) : UntypedPersistentActor
    {
        private readonly List<byte> _kept = [];

        public override string PersistenceId => id;

        protected override void OnRecover(object message)
        {
            if (message is byte[] bytes) _kept.AddRange(bytes);
        }

        protected override void OnCommand(object message)
        {
            if (message is byte[] bytes) Persist(bytes, _ => to.Tell(LastSequenceNr));
            else if (message is long through) DeleteMessages(through);
            else if (message is DeleteMessagesSuccess) to.Tell(message);
            else to.Tell("what".Equals(message) ? _kept.ToArray() : message);
        }
    }
}
