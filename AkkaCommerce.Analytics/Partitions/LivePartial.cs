namespace AkkaCommerce.Analytics.Partitions;

/// <summary>What a shard's open panes hold so far, for the live window: a picture, told again and again, of which only the newest counts.</summary>
public sealed partial class LivePartial
{
    /// <summary>Its only form outside.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    public int Shard { get; private init; }

    /// <summary>Grows with each one of an incarnation.</summary>
    public long Version { get; private init; }

    /// <summary>The newest pane that holds an event of the simulation, or a foreign one not ahead of its append time; null: none.</summary>
    public long? LivePane { get; private init; }

    /// <exception cref="FormatException">The bytes are none.</exception>
    public static LivePartial Read(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}
