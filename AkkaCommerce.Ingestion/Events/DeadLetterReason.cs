namespace AkkaCommerce.Ingestion.Events;

/// <summary>Why a record is no event: a value, for bad input is no exception.</summary>
/// <param name="Field">The field in question, from <see cref="DeadLetterKind.Missing"/> on; else <see cref="EventField.None"/>.</param>
public readonly record struct DeadLetterReason(DeadLetterKind Kind, EventField Field = EventField.None)
{
    /// <summary>Nothing is wrong.</summary>
    public static DeadLetterReason None => default;

    public static DeadLetterReason WrongPartition => new(DeadLetterKind.WrongPartition);

    public static DeadLetterReason TooFarAhead => new(DeadLetterKind.TooFarAhead);

    public static DeadLetterReason OwnRun => new(DeadLetterKind.OwnRun);

    public bool IsNone => Kind == DeadLetterKind.None;

    /// <summary>The reason as one line for a person; the same text every time, and stored as such.</summary>
    public string Text => Kind switch
    {
        DeadLetterKind.None => "",
        DeadLetterKind.NotJson => "not JSON",
        DeadLetterKind.TooDeep => "nested too deeply",
        DeadLetterKind.TooLarge => "too large",
        DeadLetterKind.NotAnObject => "not a JSON object",
        DeadLetterKind.UnknownEventType => "unknown event_type",
        DeadLetterKind.WrongTopic => "wrong topic for its event_type",
        DeadLetterKind.WrongPartition => "wrong partition for its user_id",
        DeadLetterKind.TooFarAhead => "timestamp too far ahead",
        DeadLetterKind.OwnRun => "event_id of this log's own simulation",
        DeadLetterKind.Missing => $"{Field.Name()} is missing",
        DeadLetterKind.Mistyped => $"{Field.Name()} has the wrong type",
        DeadLetterKind.Negative => $"{Field.Name()} is negative",
        DeadLetterKind.OutOfRange => $"{Field.Name()} is out of range",
        DeadLetterKind.Empty => $"{Field.Name()} is empty",
        DeadLetterKind.TooLong => $"{Field.Name()} is too long",
        _ => $"{Field.Name()} cannot be read",
    };

    public override string ToString() => Text;
}
