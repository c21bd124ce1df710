using Akka.Actor;

namespace AkkaCommerce.Analytics;

/// <summary>A message of an actor to itself, or of its own stream, that says all by its type.</summary>
internal abstract class Signal<T> : INoSerializationVerificationNeeded where T : new()
{
    public static readonly T Instance = new();
}
