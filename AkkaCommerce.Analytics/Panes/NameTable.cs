namespace AkkaCommerce.Analytics.Panes;

/// <summary>Names (product ids, categories) as dense slots.</summary>
public sealed class NameTable
{
    /// <summary>How many names there are; a slot is below it.</summary>
    public int Count { get; private set; }
}
