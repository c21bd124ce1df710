namespace AkkaCommerce.Node.Configuration;

/// <summary>"Did you mean": the nearest of some known names.</summary>
public static class Suggestion
{
    /// <summary><c>; did you mean 'x'?</c>, or nothing where no known name is near enough.</summary>
    public static string For(string given, IEnumerable<string> known) =>
        Nearest(given, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>The known name with the fewest edits, at most a third of its length (and at least two); null where none is that near.</summary>
    public static string? Nearest(string given, IEnumerable<string> known)
    {
        var best = (Name: (string?)null, Edits: int.MaxValue);
        foreach (var name in known)
        {
            var edits = Edits(given, name);
            if (edits <= Math.Max(2, name.Length / 3) && edits < name.Length && edits < best.Edits) best = (name, edits);
        }
        return best.Name;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one into the other (optimal string alignment).</summary>
    public static int Edits(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) table[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var same = from[i - 1] == to[j - 1] ? 0 : 1;
                var edits = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) edits = Math.Min(edits, table[i - 2, j - 2] + 1);
                table[i, j] = edits;
            }
        return table[from.Length, to.Length];
    }
}
