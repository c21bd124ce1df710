namespace AkkaCommerce.Analytics.Panes;

/// <summary>The five distinct counts of a window. A user's events are all in one shard, so shards add up.</summary>
/// <param name="Viewers">Users who viewed a product.</param>
/// <param name="Carters">Users who put something into a cart, or took it out.</param>
/// <param name="Customers">Users who bought.</param>
/// <param name="Converted">Viewers who bought.</param>
/// <param name="Recovered">Carters who bought.</param>
public readonly record struct DistinctUsers(long Viewers, long Carters, long Customers, long Converted, long Recovered)
{
    public static DistinctUsers operator +(in DistinctUsers left, in DistinctUsers right) => new(
        left.Viewers + right.Viewers, left.Carters + right.Carters, left.Customers + right.Customers,
        left.Converted + right.Converted, left.Recovered + right.Recovered);
}
