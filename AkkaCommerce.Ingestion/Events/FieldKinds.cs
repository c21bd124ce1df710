using System.Runtime.CompilerServices;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>Of each field of an event what is wrong with it; at first all are missing.</summary>
internal struct FieldKinds
{
    private Kinds _of;

    public FieldKinds() => ((Span<DeadLetterKind>)_of).Fill(DeadLetterKind.Missing);

    public DeadLetterKind this[EventField field]
    {
        readonly get => _of[(int)field];
        set => _of[(int)field] = value;
    }

    public readonly bool Wrong(EventField field, out DeadLetterReason reason)
    {
        reason = new DeadLetterReason(_of[(int)field], field);
        return !reason.IsNone;
    }

    public readonly bool WrongWhereGiven(EventField field, out DeadLetterReason reason) =>
        Wrong(field, out reason) && reason.Kind != DeadLetterKind.Missing;

    [InlineArray(EventFields.Count)]
    private struct Kinds
    {
        private DeadLetterKind _first;
    }
}
