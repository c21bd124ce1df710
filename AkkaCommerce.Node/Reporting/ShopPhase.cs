namespace AkkaCommerce.Node.Reporting;

/// <summary>What a shop is doing, in a word or two, and what a person can do about it.</summary>
internal static class ShopPhase
{
    public const string Live = "live";

    private const string Analysing = "analysing", Finished = "finished";

    /// <summary>Nothing is missing.</summary>
    public const string Stops = "Ctrl-C stops";

    /// <param name="begins">Where a shop begins that is to begin later; null: it has begun.</param>
    /// <param name="isKnown">Whether anything of the shop's time is known.</param>
    /// <param name="isBehind">Whether it is further behind than a live shop is.</param>
    /// <param name="isAnalysing">Whether events that are written are being analysed still.</param>
    /// <param name="isWritten">Whether the simulation has written all that it is to write.</param>
    public static (string Phase, string Hint) Of(ShopState state, string? begins, bool isKnown, bool isBehind, bool isAnalysing, bool isWritten) => state switch
    {
        { Run: { Retired: true } } => ("retired", Stops),
        { IsSimulated: true, IsAnalysed: true } when isWritten => (state.IsFinished ? Finished : Analysing, Stops),
        { IsSimulated: true, IsAnalysed: true } => (begins ?? Running(isKnown, isBehind), Stops),
        { IsSimulated: true } => (begins ?? Running(isKnown, isBehind), "no process analyses it: run --roles analytics"),
        { IsFinished: true } => (Finished, Stops),
        { Run: null, IsAnalysed: true } => ("no simulation", Stops),
        { IsAnalysed: true } when isAnalysing => (Analysing, "no process simulates it: run --roles simulation"),
        { IsAnalysed: true } => ("not running", "no process simulates it: run --roles simulation"),
        _ => ("not running", "no process runs this shop: run"),
    };

    private static string Running(bool isKnown, bool isBehind) => !isKnown ? "starting" : isBehind ? "catching up" : Live;
}
