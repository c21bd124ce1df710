using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>What a shard's open panes hold so far, for the live window: a picture, told again and again, of which only the newest counts.</summary>
public sealed class LivePartial
{
    /// <summary>Its only form outside.</summary>
    public ReadOnlyMemory<byte> Bytes { get; internal init; }

    public int Shard { get; internal init; }

    /// <summary>Grows with each one of an incarnation.</summary>
    public long Version { get; internal init; }

    /// <summary>The first pane that is open.</summary>
    public long OpenFrom { get; internal init; }

    /// <summary>The newest pane that holds an event of the simulation, or a foreign one not ahead of its append time; null: none.</summary>
    public long? LivePane { get; internal init; }

    /// <summary>The open panes that hold something, in order.</summary>
    public IReadOnlyList<long> Panes { get; internal init; } = [];

    /// <summary>By open window (its last pane), in order, the distinct users where there are any.</summary>
    public IReadOnlyList<KeyValuePair<long, DistinctUsers>> Distinct { get; internal init; } = [];

    /// <summary>The totals of <see cref="Panes"/>, pane by pane, with names of a table.</summary>
    public PaneTotals[] ReadTotals(NameTable names) => throw new NotImplementedException();

    /// <exception cref="FormatException">The bytes are none.</exception>
    public static LivePartial Read(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}
