namespace AkkaCommerce.Ingestion.Runs;

/// <summary>What holds for the whole log, whoever writes to it: the first of the two run records.</summary>
public sealed record LogRun
{
    /// <summary>The log's own name, also kept in the log: a database beside a foreign log is refused.</summary>
    public required string Identity { get; init; }

    /// <summary>Partitions of every topic, 1 to 1024.</summary>
    public required int Shards { get; init; }

    /// <summary>The length of a pane; windows step by it.</summary>
    public required TimeSpan Pane { get; init; }

    /// <summary>The length of a window: a whole number of panes, 2 to 120.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How far behind the newest foreign event another may come and still be in time.</summary>
    public required TimeSpan Lateness { get; init; }

    /// <summary>Panes of a window.</summary>
    public int WindowPanes => (int)(Window / Pane);
}
