namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A behaviour failed; the visit ends where it did.</summary>
public sealed class BehaviourFailedException(string message) : Exception(message)
{
    /// <summary>It fails because imperfections ask for it.</summary>
    internal static BehaviourFailedException AskedFor => new("failure asked for");
}
