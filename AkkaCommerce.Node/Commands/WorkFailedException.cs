namespace AkkaCommerce.Node.Commands;

/// <summary>What was asked for could not be done, or a check failed: one line for a person, exit code 1.</summary>
internal sealed class WorkFailedException(string message) : Exception(message);
