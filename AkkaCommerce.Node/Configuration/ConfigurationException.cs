namespace AkkaCommerce.Node.Configuration;

/// <summary>Bad usage or configuration: one line for the person who wrote it, exit code 2.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
