namespace AkkaCommerce.Analytics.Verification;

/// <summary>What a verification found.</summary>
public sealed record VerificationReport
{
    /// <summary>The most findings that are told one by one.</summary>
    public const int MostFindings = 200;

    /// <summary>Final windows held against the log.</summary>
    public long Windows { get; init; }

    /// <summary>Final windows some of whose events the log no longer holds: not verified; and the first and last of them.</summary>
    public long WindowsNotHeld { get; init; }
    public string? FirstNotHeld { get; init; }
    public string? LastNotHeld { get; init; }

    /// <summary>Events up to the cut, late ones included: what is in panes, or late. Dead letters are no events.</summary>
    public long Events { get; init; }

    /// <summary>Orders up to the cut, and their totals.</summary>
    public long Orders { get; init; }
    public decimal Revenue { get; init; }

    /// <summary>Refunds up to the cut, and their totals.</summary>
    public long Refunds { get; init; }
    public decimal Refunded { get; init; }

    /// <summary>Late events, which are among the <see cref="Events"/>, and dead letters, which are not, as counted by the analysis.</summary>
    public long Late { get; init; }
    public long Dead { get; init; }

    /// <summary>Dead letters without a readable time.</summary>
    public long DeadWithoutTime { get; init; }

    /// <summary>Events up to the cut that are not of the log's own simulation: among the <see cref="Events"/> too.</summary>
    public long Foreign { get; init; }

    /// <summary>What the simulation did on purpose: no fault, and reconciled with the log.</summary>
    public InjectedFigures Injected { get; init; }

    /// <summary>Events that the simulation wrote, by its own account, and the log does not hold.</summary>
    public long Lost { get; init; }

    /// <summary>Events that the log holds more often than the simulation wrote them.</summary>
    public long Doubled { get; init; }

    /// <summary>Figures that differ between log and windows, or between windows and their panes.</summary>
    public long Differences { get; init; }

    /// <summary>Panes that shards have closed and the board has not written yet: said, no fault.</summary>
    public long PanesNotOnBoard { get; init; }

    /// <summary>What is wrong, one by one; the first <see cref="MostFindings"/>.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What could not be verified, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether all holds.</summary>
    public bool Holds => Lost == 0 && Doubled == 0 && Differences == 0;
}
