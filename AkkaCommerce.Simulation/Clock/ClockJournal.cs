using Akka.Actor;
using Akka.Persistence;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>
/// Asks the journal for the greatest number it holds of a persistent actor. Trimming frees numbers, so that a clock replaced long ago may still
/// write an entry; a greater number, asked for afterwards, is what tells it that it was replaced.
/// </summary>
internal static class ClockJournal
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The greatest sequence number in the journal, at least <paramref name="known"/>.</summary>
    /// <exception cref="InvalidOperationException">The journal answers with an error.</exception>
    /// <exception cref="AskTimeoutException">It does not answer.</exception>
    public static async Task<long> GreatestAsync(IActorRef journal, string persistenceId, long known)
    {
        // From beyond the known number, and none of those: nothing is replayed, only looked for.
        var answer = await journal.Ask<object>(asker => new ReplayMessages(known + 1, long.MaxValue, 0, persistenceId, asker), Timeout, CancellationToken.None);
        return answer switch
        {
            RecoverySuccess success => Math.Max(known, success.HighestSequenceNr),
            ReplayMessagesFailure failure => throw new InvalidOperationException($"The journal cannot say how far {persistenceId} goes.", failure.Cause),
            _ => throw new InvalidOperationException($"The journal answers {answer.GetType().Name}."),
        };
    }
}
