namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Tests that start the program, and say how soon it ends: after all others, one by one.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
