namespace AkkaCommerce.Ingestion.Events;

/// <summary>What is wrong with a record; the later ones, from <see cref="Missing"/>, are said of one field.</summary>
public enum DeadLetterKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Not JSON (RFC 8259), or not UTF-8.</summary>
    NotJson,

    /// <summary>Nested deeper than <see cref="EventReader.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>Longer than <see cref="EventReader.MaxRecordBytes"/>.</summary>
    TooLarge,

    /// <summary>JSON, but not an object.</summary>
    NotAnObject,

    UnknownEventType,

    /// <summary>An event on the topic of other types.</summary>
    WrongTopic,

    /// <summary>Not on the partition that its user_id belongs to.</summary>
    WrongPartition,

    /// <summary>Too far ahead of the time it was appended.</summary>
    TooFarAhead,

    /// <summary>From outside, with an id of the log's own simulation.</summary>
    OwnRun,

    Missing,

    /// <summary>A value of another JSON type, or not whole where only whole numbers make sense.</summary>
    Mistyped,

    Negative,

    /// <summary>A number or time beyond what is counted with.</summary>
    OutOfRange,

    Empty,

    TooLong,

    /// <summary>A string that is no time, or half of a surrogate pair.</summary>
    Unreadable,
}
