using Akka.Actor;
using Akka.Persistence;

namespace AkkaCommerce.Ingestion.Journal;

/// <summary>
/// Asks a journal, by its own protocol, for the greatest number it holds of a persistent actor. Trimming frees numbers, so a Persist of an actor
/// that was replaced long ago may succeed; a greater number in the journal, asked for afterwards, is what gives it away.
/// </summary>
public static class JournalTail
{
    /// <summary>The greatest sequence number in the journal; <paramref name="known"/>, which is in, where none is greater.</summary>
    /// <exception cref="JournalUnavailableException">The journal did not answer in time, or with an error.</exception>
    public static async Task<long> GreatestAsync(IActorRef journal, string persistenceId, long known, TimeSpan timeout)
    {
        // From beyond the number known, and none of them: the journal looks for the greatest and replays nothing.
        object answer;
        try
        {
            answer = await journal.Ask<object>(replyTo => new ReplayMessages(known + 1, long.MaxValue, 0, persistenceId, replyTo), timeout, CancellationToken.None);
        }
        catch (AskTimeoutException e)
        {
            throw new JournalUnavailableException($"The journal did not say within {timeout} how far {persistenceId} goes.", e);
        }
        return answer switch
        {
            RecoverySuccess success => Math.Max(known, success.HighestSequenceNr),
            ReplayMessagesFailure failure => throw new JournalUnavailableException($"The journal cannot say how far {persistenceId} goes.", failure.Cause),
            _ => throw new JournalUnavailableException($"The journal answered {answer.GetType().Name}."),
        };
    }
}
