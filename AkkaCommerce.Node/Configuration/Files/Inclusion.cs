namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>What follows the word <c>include</c>: <c>"FILE"</c>, <c>file("FILE")</c>, <c>required(…)</c> around either.</summary>
internal static class Inclusion
{
    private static readonly string[] Elsewhere = ["url(", "classpath(", "package("];

    /// <summary>The file's name; null, and nothing read: it is a key by this name.</summary>
    /// <exception cref="ConfigurationException">It names no file.</exception>
    public static string? FileOrNull(TextCursor text)
    {
        text.Spaces();
        var (here, open) = (text.Here, 0);
        if (Elsewhere.FirstOrDefault(text.Sees) is { } kind) throw here.Wrong($"include {kind}…): only files can be included");
        if (text.Took("required(")) open++;
        if (text.Took("file(")) open++;
        if (text.Next != '"') return open == 0 && (text.Next is '=' or ':' or '{' or '.' || text.Sees("+=")) ? null : throw here.Wrong("include needs a file's name in quotes");
        var name = text.Quoted();
        for (; open > 0; open--)
            if (!text.Took(")"))
                throw here.Wrong("the include is never closed");
        return name;
    }
}
