namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Rules broken on purpose, one at a time, to see that the simulator's tests go red.</summary>
[Flags]
internal enum AnalysisMutation
{
    None = 0,

    /// <summary>A close does not record the progress folded.</summary>
    NoProgressInClose = 1 << 0,

    /// <summary>New panes are closed before the old positions are passed again.</summary>
    EarlyClose = 1 << 1,

    /// <summary>Recovery reads from the base only, not from where the newest entry's counts began.</summary>
    NoRowsAgain = 1 << 2,

    /// <summary>Recovery takes whatever rows there are, not the chain of names.</summary>
    NoChain = 1 << 3,

    /// <summary>An entry's positions are those of its last close.</summary>
    PositionsOfLastClose = 1 << 4,

    /// <summary>Elapsed time goes beyond `until` of a simulation that is not retired.</summary>
    BeyondUntil = 1 << 5,

    /// <summary>Elapsed time counts only where there is no other shard at all.</summary>
    NoElapsed = 1 << 6,

    /// <summary>A source alone and silent does not bound by its own newest.</summary>
    AloneGoesOn = 1 << 7,

    /// <summary>The others are followed without a look into the shard's own topics.</summary>
    FollowUnheard = 1 << 8,

    /// <summary>Silent only when every topic was folded to its end, in catch-up too.</summary>
    SilentAtEndsOnly = 1 << 9,

    /// <summary>A jump over empty windows leaves no close at its far end.</summary>
    NoJumpClose = 1 << 10,

    /// <summary>Ends asked before c was known count.</summary>
    OldEnds = 1 << 11,

    /// <summary>The base is sought W panes back (older than needed: safe).</summary>
    BaseOlder = 1 << 12,

    /// <summary>The base is sought W - 3 panes back.</summary>
    BaseNewer = 1 << 13,

    /// <summary>A record of the simulation beyond the pane counts when it is merely read.</summary>
    ReadIsEnough = 1 << 14,

    /// <summary>The base is sought without regard to the greatest pane folded.</summary>
    BaseByPane = 1 << 15,

    /// <summary>The journal is trimmed ahead of `received`.</summary>
    TrimAheadOfReceived = 1 << 16,

    /// <summary>The journal is trimmed ahead of the recovery base.</summary>
    TrimAheadOfBase = 1 << 17,

    /// <summary>Closes are told before they are confirmed.</summary>
    ToldUnconfirmed = 1 << 18,

    /// <summary>No entry claims the journal.</summary>
    NoClaim = 1 << 19,

    /// <summary>Late and dead are counted again on recovery.</summary>
    Recount = 1 << 20,

    /// <summary>Distinct users by the last pane seen.</summary>
    LastPaneSeen = 1 << 21,

    /// <summary>What lies below the newest entry's positions is folded again as if it were new.</summary>
    FoldedAgain = 1 << 22,

    /// <summary>A topic waits, in recovery, at the positions of the next close to repeat, until the others have reached them.</summary>
    Held = 1 << 23,
}
