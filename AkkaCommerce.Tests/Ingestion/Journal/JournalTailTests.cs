using Akka.Persistence;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Ingestion.Journal;

/// <summary>A journal that does not say how far it goes.</summary>
public sealed class JournalTailTests : VirtualTimeKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task One_that_fails_is_unavailable_for_the_reason_it_gives()
    {
        var (journal, reason) = (CreateTestProbe(), new InvalidOperationException("gone in the test"));
        var asked = JournalTail.GreatestAsync(journal, "a", 4, Patience);
        journal.ExpectMsg<ReplayMessages>(question => question.FromSequenceNr == 5 && question.Max == 0 && question.PersistenceId == "a");
        journal.Reply(new ReplayMessagesFailure(reason));

        (await Should.ThrowAsync<JournalUnavailableException>(asked)).InnerException.ShouldBe(reason);
    }

    [Fact]
    public async Task One_that_says_nothing_in_time_is_unavailable()
    {
        var failure = await Should.ThrowAsync<JournalUnavailableException>(() => JournalTail.GreatestAsync(CreateTestProbe(), "a", 4, TimeSpan.FromMilliseconds(20)));

        failure.Message.ShouldBe("The journal did not say within 00:00:00.0200000 how far a goes.");
    }

    [Fact]
    public async Task One_that_says_something_else_is_unavailable()
    {
        var journal = CreateTestProbe();
        var asked = JournalTail.GreatestAsync(journal, "a", 4, Patience);
        journal.ExpectMsg<ReplayMessages>();
        journal.Reply("what?");

        (await Should.ThrowAsync<JournalUnavailableException>(asked)).Message.ShouldBe("The journal answered String.");
    }
}
