namespace AkkaCommerce.Ingestion.Sql;

/// <summary>How a database calls the types of columns. A text is brought into any of them by CAST.</summary>
public sealed record SqlTypes
{
    /// <summary>A column that numbers its rows upwards, never using a number twice.</summary>
    public required string Identity { get; init; }

    /// <summary>64 bits; as a key too.</summary>
    public required string Whole { get; init; }

    public required string Bytes { get; init; }

    /// <summary>Exact to two places.</summary>
    public required string Money { get; init; }

    /// <summary>A decimal fraction.</summary>
    public required string Number { get; init; }

    /// <summary>A moment that people read, from ISO 8601.</summary>
    public required string Time { get; init; }

    public required string Json { get; init; }

    /// <summary>Whether JSON is kept as what it says, not as its text: without the character U+0000, which it cannot hold.</summary>
    public required bool ParsesJson { get; init; }
}
