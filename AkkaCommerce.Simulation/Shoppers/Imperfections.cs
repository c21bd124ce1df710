namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What befalls events on purpose; shares in millionths of the events, one fate an event at most.</summary>
internal sealed record Imperfections
{
    public static Imperfections None { get; } = new();

    /// <summary>Written later than they happen.</summary>
    public int LateShare { get; init; }

    /// <summary>Written twice, the copy later.</summary>
    public int DuplicateShare { get; init; }

    /// <summary>Never written.</summary>
    public int LossShare { get; init; }

    /// <summary>Of the events, those in whose place a behaviour fails.</summary>
    public int FailureShare { get; init; }

    /// <summary>The greatest delay of late events and copies, whole milliseconds, at least 1 where there are any.</summary>
    public TimeSpan GreatestDelay { get; init; }

    /// <summary>Whether an event has any fate but a plain one.</summary>
    public bool Any => LateShare + DuplicateShare + LossShare + FailureShare > 0;

    /// <summary>Whether anything is written later than it happens.</summary>
    public bool Delay => LateShare + DuplicateShare > 0;
}

/// <summary>A behaviour failed; the visit ends where it did.</summary>
public sealed class BehaviourFailedException(string message) : Exception(message);
