namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What delayed a record besides what its <see cref="EmissionKind"/> says.</summary>
[Flags]
public enum WriteDelays : byte
{
    None = 0,

    /// <summary>Reordering, by a millisecond at least.</summary>
    Reordered = 1 << 0,

    /// <summary>An outage, after which it was written.</summary>
    Held = 1 << 1,
}
