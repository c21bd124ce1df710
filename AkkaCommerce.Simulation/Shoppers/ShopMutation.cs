namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>Rules of the shop that a test breaks on purpose, to see itself fail. None in the program.</summary>
[Flags]
internal enum ShopMutation
{
    None = 0,

    /// <summary>A visit that starts exactly at the run's from takes place, though no step holds its start.</summary>
    From = 1 << 0,

    /// <summary>A visit ends before the next one that takes place, so that closing the shop lengthens the visit before.</summary>
    Cut = 1 << 1,

    /// <summary>Next due is the next emission, looked up in visits that have not begun.</summary>
    LookAhead = 1 << 2,

    /// <summary>A rebuild looks back the greatest delay and no further.</summary>
    LookBack = 1 << 3,

    /// <summary>A lost event or a failure is not due, having no record.</summary>
    LostDue = 1 << 4,

    /// <summary>A campaign holds from its mark on, instead of after it.</summary>
    MarkAt = 1 << 5,

    /// <summary>What is still to be written is forgotten between visits.</summary>
    ForgetPending = 1 << 6,
}
