namespace AkkaCommerce.Node.Configuration;

/// <summary>
/// Whether the brackets and quotes of a HOCON text match. Akka's parser takes what is open at the end as closed, ends at a bracket too many, and never
/// ends at a wrong one.
/// </summary>
internal static class HoconBrackets
{
    private const string Opening = "{[", Closing = "}]", LongQuotes = "\"\"\"";

    /// <summary>What is wrong, with its line; null: nothing.</summary>
    public static string? Problem(string text)
    {
        var open = new Stack<(char Bracket, int Line)>();
        var line = 1;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '\n') line++;
            else if (letter == '#' || letter == '/' && text.AsSpan(at).StartsWith("//")) at = EndOfLine(text, at) - 1;
            else if (letter == '"')
            {
                var end = EndOfQuotes(text, at);
                if (end < 0) return $"line {line}: quotes that are never closed";
                line += text.AsSpan(at, end - at).Count('\n');
                at = end - 1;
            }
            else if (Opening.Contains(letter)) open.Push((letter, line));
            else if (Closing.IndexOf(letter) is >= 0 and var kind)
            {
                if (open.Count == 0) return $"line {line}: '{letter}' closes nothing";
                var (bracket, opened) = open.Pop();
                if (bracket != Opening[kind]) return $"line {line}: '{letter}' does not close the '{bracket}' of line {opened}";
            }
        }
        return open.TryPeek(out var left) ? $"line {left.Line}: '{left.Bracket}' is never closed" : null;
    }

    private static int EndOfLine(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end : text.Length;

    /// <summary>Behind the quotes that close; negative: there are none.</summary>
    private static int EndOfQuotes(string text, int from)
    {
        if (text.AsSpan(from).StartsWith(LongQuotes))
            return text.IndexOf(LongQuotes, from + LongQuotes.Length, StringComparison.Ordinal) is >= 0 and var close ? close + LongQuotes.Length : -1;
        for (var at = from + 1; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '"') return at + 1;
            if (text[at] == '\\') at++;
        }
        return -1;
    }
}
