using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Retention leaves what the analysts said they would read from; before they ever said, it leaves everything.</summary>
internal sealed class RecoveryFloor(ShardStore shards) : IRetentionFloor
{
    public async ValueTask<Positions?> OfAsync(int shard, CancellationToken cancel)
    {
        foreach (var row in await shards.ReadAsync(cancel))
        {
            if (row.Shard != shard) continue;
            var needed = row.Positions;
            needed[Topic.Truth] = long.MaxValue;
            return needed;
        }
        return null;
    }
}
