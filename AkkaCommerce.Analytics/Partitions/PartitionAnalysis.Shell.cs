using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Partitions;

public sealed partial class PartitionAnalysis
{
    /// <summary>Where a recovery would read from now: retention keeps it.</summary>
    public Positions NeededFrom => throw new NotImplementedException();

    /// <summary>The newest confirmed entry.</summary>
    public EntryName Newest => throw new NotImplementedException();
}
