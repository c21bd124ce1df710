namespace AkkaCommerce.Ingestion.Log;

/// <summary>What retention must leave: the positions from which recovery would read.</summary>
public interface IRetentionFloor
{
    /// <summary>
    /// Records of the shard at or beyond these positions stay (<see cref="long.MaxValue"/>: nothing of the topic is needed);
    /// null: not known now, nothing of the shard is removed.
    /// </summary>
    ValueTask<Positions?> OfAsync(int shard, CancellationToken cancel);
}
