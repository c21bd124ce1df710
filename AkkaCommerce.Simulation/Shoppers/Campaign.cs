using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What a <see cref="Campaign"/> does.</summary>
public enum CampaignKind : byte
{
    /// <summary>Draws interest to a category, or to the whole shop.</summary>
    Lift,

    /// <summary>No visit starts.</summary>
    CloseShop,
}

/// <summary>
/// Something that holds for the visits that start after <see cref="After"/> and up to <see cref="Length"/> later. Visits obey what is in force
/// when they start; no campaign moves a start.
/// </summary>
public sealed record Campaign
{
    /// <summary>The id of the command that asked for it: a command is taken up once.</summary>
    public required long Id { get; init; }

    public required CampaignKind Kind { get; init; }

    /// <summary>The moment after which it holds: a visit that starts at this very millisecond does not see it.</summary>
    public required Timestamp After { get; init; }

    /// <summary>How long it holds: up to <c>After + Length</c>, that millisecond included.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>The category lifted; null: the whole shop.</summary>
    public string? Category { get; init; }

    /// <summary>How many times as much interest, above 1 to 100; in thousandths where chance uses it.</summary>
    public double Lift { get; init; } = 1;

    /// <summary>Whether a visit that starts then obeys it.</summary>
    public bool Holds(Timestamp start) => After < start && start <= After + Length;
}
