namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>What the shells around the cores, or the check, get wrong on purpose, so that a test sees itself fail.</summary>
[Flags]
internal enum AnalysisFault
{
    None = 0,

    /// <summary>An entry counts as confirmed without asking afterwards whether a greater number is in the journal.</summary>
    ConfirmUnasked = 1,

    /// <summary>The log's reader goes by append time alone, also where the analyst holds nothing of a topic.</summary>
    AnyTopicFirst = 2,

    /// <summary>Silence and elapsed time by the wall clock.</summary>
    WallClock = 4,

    /// <summary>The log's ends do not count what is not committed.</summary>
    CommittedEnds = 8,

    /// <summary>The board moves `received` without comparing.</summary>
    NoCompare = 16,

    /// <summary>Exact counts live in the journal's entries only, which are trimmed.</summary>
    CountsInEntries = 32,

    /// <summary>What is verified is cut at the newest close, not at the newest entry.</summary>
    CutAtClose = 64,

    /// <summary>A board that misses entries does not look whether another has moved `received`.</summary>
    BoardStays = 128,
}
