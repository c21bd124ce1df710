namespace AkkaCommerce.Analytics.Panes;

/// <summary>Sums over the session ends that carry a field; averages divide by how many did.</summary>
/// <param name="Timed">Session ends that say how long the session was.</param>
/// <param name="Milliseconds">The sum of what they say.</param>
/// <param name="Paged">Session ends that say how many pages the session saw.</param>
/// <param name="Pages">The sum of what they say.</param>
public readonly record struct SessionTotals(long Timed, long Milliseconds, long Paged, long Pages)
{
    public static SessionTotals operator +(in SessionTotals left, in SessionTotals right) =>
        new(left.Timed + right.Timed, left.Milliseconds + right.Milliseconds, left.Paged + right.Paged, left.Pages + right.Pages);
}
