namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>Where something stands.</summary>
/// <param name="File">As a person would name it.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct Origin(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";

    /// <summary>What is wrong there, in a line for the person who wrote it.</summary>
    public ConfigurationException Wrong(string problem) => new($"{this}: {problem}");
}
