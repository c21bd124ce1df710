using AkkaCommerce.Ingestion.Log.Truth;

namespace AkkaCommerce.Analytics.Verification;

/// <summary>What the simulation did to its events on purpose, by its own account.</summary>
/// <param name="Late">Records written later than they happened.</param>
/// <param name="Copies">Records that are copies of others.</param>
/// <param name="Lost">Events never written: no record.</param>
/// <param name="Reordered">Records moved among others.</param>
/// <param name="Held">Records written after an outage.</param>
/// <param name="Failures">Visits that ended because a behaviour failed.</param>
public readonly record struct InjectedFigures(long Late, long Copies, long Lost, long Reordered, long Held, long Failures)
{
    /// <summary>With what is said of one pane more.</summary>
    public InjectedFigures With(PaneTruth pane) =>
        new(Late + pane.Late, Copies + pane.Duplicates, Lost + pane.Lost, Reordered + pane.Reordered, Held + pane.Held, Failures + pane.Failures);

    /// <summary>How many records of a pane, at most, were written later than they happened.</summary>
    internal static long DelayedOf(PaneTruth pane) => pane.Late + pane.Duplicates + pane.Reordered + pane.Held;
}
