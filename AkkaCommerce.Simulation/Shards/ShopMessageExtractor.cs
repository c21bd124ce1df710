using System.Globalization;
using System.Text;
using Akka.Cluster.Sharding;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// Where the region's entities live: a shopper in the shard that is the partition of its records, the writer of shard i in shard i, beside the
/// shoppers it walks. So Akka's shard, the log's partition and the writer have one number.
/// </summary>
public sealed class ShopMessageExtractor(int shards) : IMessageExtractor
{
    private const string WriterPrefix = "writer-";

    private readonly string[] _names = [.. Enumerable.Range(0, shards).Select(shard => shard.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The entity id of a shard's writer.</summary>
    public static string WriterId(int shard) => string.Create(CultureInfo.InvariantCulture, $"{WriterPrefix}{shard}");

    /// <summary>Whether an entity id is a writer's, and of which shard.</summary>
    public static bool IsWriter(string entityId, out int shard)
    {
        shard = 0;
        return entityId.StartsWith(WriterPrefix, StringComparison.Ordinal)
            && int.TryParse(entityId.AsSpan(WriterPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out shard);
    }

    public string? EntityId(object message) => message switch
    {
        Advance advance => WriterId(advance.Shard),
        WalkOf walk => UserIds.Text(walk.User),
        _ => null,
    };

    public object EntityMessage(object message) => message is WalkOf walk ? walk.Walk : message;

    public string? ShardId(object message) => message switch
    {
        Advance advance => _names[advance.Shard],
        WalkOf walk => _names[Partitioner.ShardOf(walk.User, shards)],
        _ => null,
    };

    public string ShardId(string entityId, object? messageHint = null)
    {
        if (IsWriter(entityId, out var shard)) return _names[shard];
        Span<byte> key = stackalloc byte[Encoding.UTF8.GetMaxByteCount(entityId.Length)];
        return _names[Partitioner.ShardOf(key[..Encoding.UTF8.GetBytes(entityId, key)], shards)];
    }
}
