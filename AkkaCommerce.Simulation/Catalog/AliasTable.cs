namespace AkkaCommerce.Simulation.Catalog;

/// <summary>
/// Draws a number below <see cref="Count"/> by weight in constant time (Walker 1977, in Vose's form). Weights are used in double precision with
/// + - x / only, so the table is the same on every machine.
/// </summary>
internal sealed class AliasTable
{
    private readonly uint[] _keep;
    private readonly int[] _alias;

    public AliasTable(ReadOnlySpan<double> weights)
    {
        var count = weights.Length;
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var scaled = new double[count];
        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (var i = count - 1; i >= 0; i--)
        {
            scaled[i] = weights[i] * count / total;
            (scaled[i] < 1 ? small : large).Push(i);
        }
        (_keep, _alias) = (new uint[count], new int[count]);
        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _keep[less] = (uint)(scaled[less] * uint.MaxValue);
            _alias[less] = more;
            scaled[more] = scaled[more] + scaled[less] - 1;
            (scaled[more] < 1 ? small : large).Push(more);
        }
        foreach (var i in small.Concat(large)) (_keep[i], _alias[i]) = (uint.MaxValue, i);
    }

    public int Count => _keep.Length;

    /// <summary>The number that 64 random bits stand for.</summary>
    public int Draw(ulong random)
    {
        var column = (int)((random >> 32) * (uint)_keep.Length >> 32);
        return (uint)random <= _keep[column] ? column : _alias[column];
    }
}
