namespace AkkaCommerce.Analytics.Partitions;

/// <summary>A row of an analyst's journal, as recovery reads it.</summary>
/// <param name="Number">Its sequence number.</param>
public readonly record struct JournalRow(long Number, AnalystEntry Entry);
