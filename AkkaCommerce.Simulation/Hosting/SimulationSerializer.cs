using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>
/// The messages of the simulation that may cross nodes, and the clock's journal entries. The manifest names message and version: a changed
/// layout gets a new version, and the older one is read as long as a journal or a node may hold it.
/// </summary>
public sealed class SimulationSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Its number in the journal and on the wire.</summary>
    public const int Id = 7301;

    public const string Name = "akkacommerce-simulation";

    /// <summary>What it is bound to.</summary>
    public static IReadOnlyList<Type> Types { get; } = [typeof(Advance), typeof(ShardThrough), typeof(Walk), typeof(WalkOf), typeof(ClockState), typeof(ClockProgress)];

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        Advance => "advance/1",
        ShardThrough => "through/1",
        Walk => "walk/1",
        WalkOf => "walk-of/1",
        ClockState => "clock/1",
        ClockProgress => "clock-progress/1",
        _ => throw new ArgumentException($"{o.GetType()} is not a message of the simulation.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, InfoOf(Manifest(obj)));

    public override object FromBinary(byte[] bytes, string manifest) =>
        JsonSerializer.Deserialize(bytes, InfoOf(manifest)) ?? throw new SerializationException($"A {manifest} that holds nothing.");

    private static JsonTypeInfo InfoOf(string manifest) => manifest switch
    {
        "advance/1" => SimulationJson.Default.Advance,
        "through/1" => SimulationJson.Default.ShardThrough,
        "walk/1" => SimulationJson.Default.Walk,
        "walk-of/1" => SimulationJson.Default.WalkOf,
        "clock/1" => SimulationJson.Default.ClockState,
        "clock-progress/1" => SimulationJson.Default.ClockProgress,
        _ => throw new SerializationException($"The message {manifest} is of a version that this program does not know."),
    };
}
