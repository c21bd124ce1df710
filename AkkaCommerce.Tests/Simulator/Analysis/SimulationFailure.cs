namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>A seed has found a fault.</summary>
internal sealed class SimulationFailure(string message) : Exception(message);
