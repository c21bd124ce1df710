namespace AkkaCommerce.Ingestion.Log;

/// <summary>A final window as it is written to an <see cref="ISnapshotTopic"/>.</summary>
/// <param name="Key">The window's end as its JSON has it, such as 2025-09-07T15:30:00Z.</param>
/// <param name="Json">One object in UTF-8, without a line's end.</param>
public readonly record struct SnapshotRecord(string Key, ReadOnlyMemory<byte> Json);
