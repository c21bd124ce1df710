namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What becomes of an event: by default it is written at its own time; the others are imperfections asked for, and failures.</summary>
public enum EmissionKind : byte
{
    /// <summary>Written at its own time.</summary>
    Plain,

    /// <summary>Written later than its own time.</summary>
    Late,

    /// <summary>A copy, written later than the event it copies.</summary>
    Duplicate,

    /// <summary>Never written; counted in the truth at its own time.</summary>
    Lost,

    /// <summary>A behaviour failed: the visit ends here, nothing is written; counted in the truth with its reason.</summary>
    Failed,
}
