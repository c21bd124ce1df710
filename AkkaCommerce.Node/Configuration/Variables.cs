namespace AkkaCommerce.Node.Configuration;

/// <summary>The options as environment variables: <c>AKKACOMMERCE__SIMULATION__VISITS_PER_DAY</c>, two underscores for a dot, one for a dash.</summary>
internal static class Variables
{
    private const string Prefix = "AKKACOMMERCE";
    private const string Dot = "__";

    /// <summary>So many wrong letters are a slip.</summary>
    private const int MostSlips = 2;

    /// <summary>The variable of an option.</summary>
    public static string Name(string path) => Prefix + Dot + path.Replace(".", Dot, StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant();

    /// <summary>The option that a variable sets; null: it does not begin as ours do.</summary>
    public static string? PathOrNull(string name) => name.StartsWith(Prefix + Dot, StringComparison.OrdinalIgnoreCase)
        ? name[(Prefix.Length + Dot.Length)..].ToLowerInvariant().Replace(Dot, ".", StringComparison.Ordinal).Replace('_', '-')
        : null;

    /// <summary>
    /// Whether a variable is one of ours, or was meant to be: it has our prefix, or one a slip or two from it, or is as a whole so near to one of ours.
    /// What merely begins with the program's name is somebody else's.
    /// </summary>
    /// <param name="known">All options.</param>
    public static bool IsOurs(string name, IReadOnlySet<string> known)
    {
        if (PathOrNull(name) is not null) return true;
        name = name.ToUpperInvariant();
        return name.IndexOf(Dot, StringComparison.Ordinal) is > 0 and var end && IsNear(name[..end], Prefix) || known.Any(path => IsNear(name, Name(path)));
    }

    private static bool IsNear(string given, string known) => Math.Abs(given.Length - known.Length) <= MostSlips && Suggestion.Edits(given, known) <= MostSlips;
}
