using System.Globalization;
using System.Text;

namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>A place in a text of HOCON, and what is read there: spaces, comments, quoted and unquoted text.</summary>
internal sealed class TextCursor(string file, string text)
{
    private const string LongQuotes = "\"\"\"";

    /// <summary>What Akka's parser does not take without quotes.</summary>
    private const string Special = "$\"{}[]:=,#`^?!@*&\\";

    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;

    public Origin Here => new(file, _line);

    /// <summary>Where it stands, to come back to.</summary>
    public (int At, int Line) Place
    {
        get => (_at, _line);
        set => (_at, _line) = value;
    }

    public bool IsAtEnd => _at >= text.Length;

    /// <summary>The next letter; at the end U+0000.</summary>
    public char Next => IsAtEnd ? '\0' : text[_at];

    public bool Sees(string what) => text.AsSpan(_at).StartsWith(what);

    public bool SeesComment => Next == '#' || Sees("//");

    public char Take()
    {
        var letter = text[_at++];
        if (letter == '\n') _line++;
        return letter;
    }

    public bool Took(string what)
    {
        if (!Sees(what)) return false;
        _at += what.Length;
        return true;
    }

    /// <summary>Passes spaces of this line, and says which they were.</summary>
    public string Spaces()
    {
        var from = _at;
        while (!IsAtEnd && Next != '\n' && char.IsWhiteSpace(Next)) _at++;
        return text[from.._at];
    }

    /// <summary>Passes spaces, ends of lines and comments; where asked, commas too.</summary>
    public void Gap(bool commas = false)
    {
        while (!IsAtEnd)
            if (SeesComment) EndOfLine();
            else if (char.IsWhiteSpace(Next) || commas && Next == ',') Take();
            else return;
    }

    public bool SeesUnquoted(string also = "") => !IsAtEnd && !SeesComment && !char.IsWhiteSpace(Next) && !Special.Contains(Next) && !also.Contains(Next);

    /// <param name="also">More letters that end it.</param>
    public string Unquoted(string also = "")
    {
        var from = _at;
        while (SeesUnquoted(also) && !Sees("+=")) _at++;
        return text[from.._at];
    }

    /// <summary>Text in quotes, where there are some: in three with everything as it is, else with escapes and within a line.</summary>
    public string Quoted()
    {
        var begin = Here;
        if (Took(LongQuotes)) return Long(begin);
        _at++;
        var result = new StringBuilder();
        while (true)
        {
            if (IsAtEnd || Next == '\n') throw begin.Wrong("quotes that are never closed");
            var letter = Take();
            if (letter == '"') return result.ToString();
            result.Append(letter == '\\' ? Escaped() : letter);
        }
    }

    private string Long(Origin begin)
    {
        var end = text.IndexOf(LongQuotes, _at, StringComparison.Ordinal);
        if (end < 0) throw begin.Wrong("quotes that are never closed");
        while (end + LongQuotes.Length < text.Length && text[end + LongQuotes.Length] == '"') end++;
        var inside = text[_at..end];
        _line += inside.AsSpan().Count('\n');
        _at = end + LongQuotes.Length;
        return inside;
    }

    private char Escaped()
    {
        const string Letters = "\"\\/bfnrt", Meant = "\"\\/\b\f\n\r\t";
        if (Next == 'u' && _at + 5 <= text.Length && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 5;
            return (char)code;
        }
        return Letters.IndexOf(Next) is >= 0 and var kind && !IsAtEnd ? Meant[Skip(kind)] : throw Here.Wrong($"'\\{Next}' means nothing in quotes: a backslash is \\\\");
    }

    private int Skip(int kind)
    {
        _at++;
        return kind;
    }

    /// <summary>Passes what is left of a value that is wrong: up to the end of its line, a comma, or what closes something that was opened before.</summary>
    public void RestOfValue()
    {
        for (var open = 0; !IsAtEnd;)
        {
            if (SeesComment) EndOfLine();
            if (IsAtEnd || (open == 0 && Next is '\n' or ',' or '}' or ']')) return;
            var letter = Take();
            if (letter is '{' or '[') open++;
            else if (letter is '}' or ']') open--;
            else if (letter == '"') RestOfQuotes();
        }
    }

    private void RestOfQuotes()
    {
        while (!IsAtEnd && Next != '\n' && Take() is not '"' and var letter)
            if (letter == '\\' && !IsAtEnd && Next != '\n')
                Take();
    }

    private void EndOfLine()
    {
        while (!IsAtEnd && Next != '\n') _at++;
    }
}
