namespace AkkaCommerce.Simulation.Shards;

/// <summary>Where a shard's writer is.</summary>
public enum WriterState : byte
{
    /// <summary>Waits for an Advance.</summary>
    Idle,

    /// <summary>Opens the log, which fences any older writer, and learns the last progress committed.</summary>
    Opening,

    /// <summary>Waits for its first transaction, or for an Advance that does not lie below the progress.</summary>
    Rebuilding,

    /// <summary>Gathers and commits steps.</summary>
    Ready,

    /// <summary>The log failed: opens again after a pause.</summary>
    Reopening,

    /// <summary>A newer writer has opened the log: obeys nothing for a while.</summary>
    Fenced,

    /// <summary>The simulation is retired: commits nothing any more.</summary>
    Retired,

    /// <summary>Told to finish: commits what is gathered, and no more.</summary>
    Finishing,
}
