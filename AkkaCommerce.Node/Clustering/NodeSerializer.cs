using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;

namespace AkkaCommerce.Node.Clustering;

/// <summary>The bytes of what nodes ask each other; a manifest names message and version.</summary>
internal sealed class NodeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const string Name = "akkacommerce-node";

    /// <summary>What it is bound to.</summary>
    public static IReadOnlyList<Type> Types { get; } = [typeof(INodeMessage)];

    /// <summary>For an actor system without a host.</summary>
    public static SerializationSetup Setup { get; } = SerializationSetup.Create(system => [SerializerDetails.Create(Name, new NodeSerializer(system), [.. Types])]);

    public override int Identifier => 7302;

    public override string Manifest(object o) => o switch
    {
        AskShop => "ask-shop/1",
        ShopOfNode => "shop/1",
        AskHosted => "ask-hosted/1",
        Hosted => "hosted/1",
        AskCluster => "ask-cluster/1",
        ClusterView => "cluster/1",
        _ => throw new ArgumentException($"{o.GetType()} is not a message between nodes.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, InfoOf(Manifest(obj)));

    public override object FromBinary(byte[] bytes, string manifest) =>
        JsonSerializer.Deserialize(bytes, InfoOf(manifest)) ?? throw new SerializationException($"A {manifest} that holds nothing.");

    private static JsonTypeInfo InfoOf(string manifest) => manifest switch
    {
        "ask-shop/1" => NodeJson.Default.AskShop,
        "shop/1" => NodeJson.Default.ShopOfNode,
        "ask-hosted/1" => NodeJson.Default.AskHosted,
        "hosted/1" => NodeJson.Default.Hosted,
        "ask-cluster/1" => NodeJson.Default.AskCluster,
        "cluster/1" => NodeJson.Default.ClusterView,
        _ => throw new SerializationException($"The message {manifest} is of a version that this program does not know."),
    };
}

/// <summary>The JSON of what nodes ask each other, and of <c>nodes --json</c>, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AskShop))]
[JsonSerializable(typeof(ShopOfNode))]
[JsonSerializable(typeof(AskHosted))]
[JsonSerializable(typeof(Hosted))]
[JsonSerializable(typeof(AskCluster))]
[JsonSerializable(typeof(ClusterView))]
internal sealed partial class NodeJson : JsonSerializerContext;
