namespace AkkaCommerce.Analytics.Partitions;

/// <summary>
/// The name of a journal entry: its sequence number, and the incarnation of the analyst that wrote it. Numbers alone are not names: trimming
/// the journal frees them.
/// </summary>
/// <param name="Number">The sequence number in the journal, from 1; 0: no entry.</param>
/// <param name="Incarnation">Drawn at random by the shell for each incarnation.</param>
public readonly record struct EntryName(long Number, long Incarnation)
{
    /// <summary>Before the first entry.</summary>
    public static EntryName None => default;

    public override string ToString() => $"{Number}-{Incarnation:x}";
}
