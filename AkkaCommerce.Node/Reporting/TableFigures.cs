using Akka.Actor;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What a reporter looks for in the tables.</summary>
/// <param name="After">The end of the newest final window that it has; null: none.</param>
/// <param name="Live">Whether nobody tells it the live window.</param>
/// <param name="Past">Which past window a person wants to see; null: none that is not there.</param>
internal readonly record struct TableLook(Timestamp? After, bool Live, PastStep? Past = null);

/// <summary>So many final windows from the one that ends at a moment, back where it is negative.</summary>
/// <param name="Length">Null: each window is a step. Else a step is so far in time: those a window's length apart hold no event in common.</param>
internal readonly record struct PastStep(Timestamp From, int Steps, TimeSpan? Length = null);

/// <summary>What the tables say, as of one look.</summary>
/// <param name="Finals">The newest final windows behind those that were known, oldest first.</param>
/// <param name="Live">Null where it was not looked for, or there is none.</param>
internal sealed record TableFigures(ShopState State, long Late, long Dead, IReadOnlyList<WindowSnapshot> Finals, WindowSnapshot? Live) : INoSerializationVerificationNeeded
{
    /// <summary>The newest final windows, oldest first; null where there are none new.</summary>
    public IReadOnlyList<WindowTotals>? Trend { get; init; }

    /// <summary>The past window that was looked for; null: there is none on that side, or none was.</summary>
    public PastWindow? Past { get; init; }

    /// <summary>What was looked for.</summary>
    public PastStep? Stepped { get; init; }
}

/// <summary>A final window that a person went back to, and those before it.</summary>
/// <param name="Trend">Up to this window, oldest first.</param>
internal sealed record PastWindow(WindowSnapshot Window, IReadOnlyList<WindowTotals> Trend);
