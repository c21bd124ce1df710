using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What is still to be written: of events that have happened (late ones, copies, those moved or held back), and refunds to come; in order of when; of equals, the
/// earlier made first.</summary>
internal sealed class PendingCopies
{
    private readonly List<Copy> _copies = [];

    /// <summary>When the first of them is due; <see cref="long.MaxValue"/>: there is none.</summary>
    public long NextDue => _copies.Count > 0 ? _copies[0].Due : long.MaxValue;

    /// <param name="value">The event's JSON; of a refund that is lost, nothing; of one that fails, why.</param>
    public void Add(long due, long time, EventType type, EmissionKind kind, WriteDelays delays, long cents, ReadOnlySpan<byte> value)
    {
        var at = _copies.Count;
        while (at > 0 && _copies[at - 1].Due > due) at--;
        _copies.Insert(at, new Copy(due, time, type, kind, delays, cents, value.ToArray()));
    }

    /// <summary>Writes the first one, or says what became of it.</summary>
    public void WriteFirst(int user, EventBuffer into)
    {
        var copy = _copies[0];
        _copies.RemoveAt(0);
        if (copy.Kind == EmissionKind.Lost) into.AddLost(copy.Time, copy.Type);
        else if (copy.Kind == EmissionKind.Failed) into.AddFailure(copy.Time, Encoding.UTF8.GetString(copy.Value));
        else
        {
            copy.Value.CopyTo(into.Reserve(user, copy.Value.Length));
            into.AddReserved(copy.Due, copy.Time, copy.Type, copy.Kind, copy.Delays, copy.Cents, copy.Value.Length);
        }
    }

    /// <summary>Forgets those due up to and including a moment.</summary>
    public void ForgetThrough(long moment)
    {
        var due = 0;
        while (due < _copies.Count && _copies[due].Due <= moment) due++;
        _copies.RemoveRange(0, due);
    }

    public void Clear() => _copies.Clear();

    private readonly record struct Copy(long Due, long Time, EventType Type, EmissionKind Kind, WriteDelays Delays, long Cents, byte[] Value);
}
