namespace AkkaCommerce.Node.Configuration;

/// <summary>Bad usage or configuration: a line for the person who wrote it, or several, exit code 2.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(string message)
        : base(message) => Lines = [message];

    /// <param name="lines">At least one.</param>
    public ConfigurationException(IReadOnlyList<string> lines)
        : base(string.Join('\n', lines)) => Lines = lines;

    /// <summary>What is wrong, one by one.</summary>
    public IReadOnlyList<string> Lines { get; }
}
