namespace AkkaCommerce.Simulation.Shards;

/// <summary>Rules of the protocol that a test breaks on purpose, to see itself fail. None in the program.</summary>
[Flags]
internal enum ProtocolMutation
{
    None = 0,

    /// <summary>A new writer rebuilds its due times with the list of whatever Advance comes first.</summary>
    StaleList = 1 << 0,

    /// <summary>Answers are counted; only those of another step or incarnation are dropped.</summary>
    Twice = 1 << 1,

    /// <summary>A writer commits its horizon once a second, also one below the progress it found.</summary>
    Below = 1 << 2,

    /// <summary>An answer of another step or incarnation is accepted.</summary>
    StaleWalked = 1 << 3,

    /// <summary>Steps count from 1 in each incarnation, and answers carry no incarnation.</summary>
    SameSteps = 1 << 4,

    /// <summary>Horizon and list are taken separately, each as it comes.</summary>
    ListAlone = 1 << 5,

    /// <summary>The clock has several entries in flight, each with its number.</summary>
    Pipelined = 1 << 6,

    /// <summary>A campaign holds after the mark that is confirmed, not the greatest asked for.</summary>
    ConfirmedMark = 1 << 7,

    /// <summary>A horizon is granted before its mark is confirmed.</summary>
    Unconfirmed = 1 << 8,

    /// <summary>Commands taken up are remembered by the living clock only.</summary>
    Retake = 1 << 9,

    /// <summary>Commands are taken up by the greatest id seen so far.</summary>
    Cursor = 1 << 10,

    /// <summary>A campaign leaves the list when it has ended.</summary>
    TrimmedList = 1 << 11,

    /// <summary>A campaign holds from a time before the high-water mark.</summary>
    BeforeMark = 1 << 12,

    /// <summary>A dropped incarnation's gathered step is committed by the next.</summary>
    KeepReady = 1 << 13,
}
