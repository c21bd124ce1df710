namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>
/// A text of HOCON as it is written, each value with its line. It takes what Akka's parser takes, and what that passes over in silence or never ends at:
/// <c>+=</c>, <c>${?path}</c>, variables of the environment, a value that refers to what it was before.
/// </summary>
internal sealed class HoconReader
{
    private const string AppendSign = "+=";

    /// <summary>How deep objects and lists may be in each other.</summary>
    private const int MostDeep = 100;

    private readonly TextCursor _text;
    private readonly ConfigurationProblems _problems;
    private readonly Func<Origin, string, IReadOnlyList<string>, WrittenObject> _include;
    private readonly List<string> _above;
    private readonly int _depthAbove;
    private readonly HashSet<string> _substituted = [];
    private int _depth;

    /// <summary>What stood in quotes last: a <c>null</c> there is a text.</summary>
    private WrittenText? _lastQuoted;

    /// <param name="above">The path of the object that the text is included in.</param>
    /// <param name="include">Reads a file that is named in the text, for the object of a path.</param>
    /// <param name="problems">Takes what is wrong in the text.</param>
    public HoconReader(
        string file, string text, IReadOnlyList<string> above, Func<Origin, string, IReadOnlyList<string>, WrittenObject> include, ConfigurationProblems problems)
    {
        (_text, _problems, _include, _above, _depthAbove) = (new TextCursor(file, text), problems, include, [.. above], above.Count);
        Above = above;
    }

    /// <summary>The first parts of all paths that are referred to.</summary>
    public IReadOnlySet<string> Substituted => _substituted;

    private IReadOnlyList<string> Above { get; }

    /// <summary>The whole; where what is wrong is gathered, without that.</summary>
    /// <exception cref="ConfigurationException">It is not HOCON: the line and why.</exception>
    public WrittenObject Read()
    {
        _text.Gap();
        if (_text.Next == '[') throw _text.Here.Wrong("a list: a file is of keys and their values");
        var isInBraces = _text.Next == '{';
        var root = isInBraces ? Object(_text.Here) : Fields(new WrittenObject(_text.Here), opened: null);
        _text.Gap();
        if (!_text.IsAtEnd) _problems.AddBracket(_text.Here, _text.Next is '}' or ']' ? $"'{_text.Next}' closes nothing" : "stands behind the brace that closes the whole");
        return root;
    }

    private WrittenObject Object(Origin origin)
    {
        var opened = Deeper();
        _text.Take();
        var result = Fields(new WrittenObject(origin), opened);
        if (!_text.IsAtEnd) _text.Take();
        _depth--;
        return result;
    }

    /// <summary>Up to the brace that closes, or the end where none was opened.</summary>
    private WrittenObject Fields(WrittenObject into, Origin? opened)
    {
        while (true)
        {
            _text.Gap(commas: true);
            if (_text.IsAtEnd && opened is { } open) _problems.AddBracket(open, "'{' is never closed");
            if (_text.IsAtEnd || _text.Next == '}' && opened is not null) return into;
            if (_text.Next is not ('}' or ']')) PassOverWhatIsWrong(() => Field(into));
            else
            {
                _problems.AddBracket(_text.Here, opened is { } other ? $"'{_text.Next}' does not close the '{{' of line {other.Line}" : $"'{_text.Next}' closes nothing");
                _text.Take();
            }
        }
    }

    /// <summary>Reads a field or an item. Where something is wrong in it, and that is gathered, it is left out.</summary>
    private void PassOverWhatIsWrong(Action read)
    {
        var (depth, above) = (_depth, _above.Count);
        try
        {
            read();
        }
        catch (ConfigurationException problem) when (_problems.AreGathered)
        {
            _problems.Add(problem);
            _depth = depth;
            _above.RemoveRange(above, _above.Count - above);
            _text.RestOfValue();
        }
    }

    private void Field(WrittenObject into)
    {
        var origin = _text.Here;
        var path = Path(".+");
        if (path is ["include"] && Inclusion.FileOrNull(_text) is { } name)
        {
            into.Include(_include(origin, name, _above));
            return;
        }
        var (key, target) = (string.Join('.', path), into);
        _above.AddRange(path);
        foreach (var part in path.SkipLast(1))
        {
            var inner = new WrittenObject(origin);
            target.Add(part, inner);
            target = inner;
        }
        var behindKey = _text.Place;
        _text.Gap();
        if (_text.Next == '{') target.Add(path[^1], Object(origin));
        else if (_text.Took(AppendSign))
            target.Add(path[^1], new WrittenRow(origin, [new WrittenReference(origin, [.. _above], IsOptional: true, []), new WrittenList(origin, [Value(origin, key)])]));
        else if (_text.Took("=") || _text.Took(":")) target.Add(path[^1], Value(origin, key));
        else
        {
            _text.Place = behindKey;
            throw origin.Wrong($"'{key}' is given nothing: KEY = VALUE, or KEY {{ … }}");
        }
        _above.RemoveRange(_above.Count - path.Count, path.Count);
    }

    /// <summary>A key, or what stands in <c>${…}</c>: parts between dots, in quotes where they have dots of their own.</summary>
    private List<string> Path(string ends)
    {
        var parts = new List<string>();
        while (true)
        {
            _text.Spaces();
            var part = _text.Next == '"' ? _text.Quoted() : Words(ends);
            if (part.Length == 0) throw _text.Here.Wrong(_text.IsAtEnd ? "a key is missing at the end" : $"'{_text.Next}' is no key: it may stand in quotes");
            parts.Add(part);
            _text.Spaces();
            if (!_text.Took(".")) return parts;
        }
    }

    /// <summary>Of an unquoted part, which may be of several words.</summary>
    private string Words(string ends)
    {
        var words = _text.Unquoted(ends);
        while (words.Length > 0)
        {
            var spaces = _text.Spaces();
            if (words == "include" || !_text.SeesUnquoted(ends) || _text.Sees(AppendSign)) break;
            words += spaces + _text.Unquoted(ends);
        }
        return words;
    }

    private Written Value(Origin origin, string key)
    {
        _text.Gap();
        var (parts, between) = (new List<Written>(), "");
        while (true)
        {
            if (_text.IsAtEnd || _text.SeesComment || _text.Next is '\n' or ',' or '}' or ']') break;
            var part = Part(origin, key);
            if (between.Length > 0) parts.Add(new WrittenText(origin, between));
            parts.Add(part);
            between = _text.Spaces();
        }
        return parts.Count switch
        {
            0 => throw origin.Wrong($"'{key}' has no value"),
            1 => parts[0] is WrittenText { Text: "null" } text && !ReferenceEquals(text, _lastQuoted) ? text with { Text = null } : parts[0],
            _ => new WrittenRow(origin, parts),
        };
    }

    private Written Part(Origin origin, string key)
    {
        _lastQuoted = null;
        if (_text.Next == '"') return _lastQuoted = new WrittenText(origin, _text.Quoted());
        if (_text.Next == '{') return Object(origin);
        if (_text.Next == '[') return List(origin, key);
        if (_text.Took("${")) return Reference(origin);
        var text = _text.Unquoted();
        return text.Length > 0 ? new WrittenText(origin, text) : throw _text.Here.Wrong($"'{_text.Next}' in the value of '{key}': it may stand in quotes");
    }

    private WrittenReference Reference(Origin origin)
    {
        var (here, isOptional) = (_text.Here, _text.Took("?"));
        var path = Path(".");
        _substituted.Add(path[0]);
        return _text.Took("}") ? new WrittenReference(origin, path, isOptional, [.. Above]) : throw here.Wrong("'${' is never closed");
    }

    private WrittenList List(Origin origin, string key)
    {
        var opened = Deeper();
        _text.Take();
        var items = new List<Written>();
        while (true)
        {
            _text.Gap(commas: true);
            if (_text.IsAtEnd) _problems.AddBracket(opened, "'[' is never closed");
            else if (_text.Next == '}') _problems.AddBracket(_text.Here, $"'}}' does not close the '[' of line {opened.Line}");
            if (_text.IsAtEnd || _text.Next is ']' or '}') break;
            PassOverWhatIsWrong(() => items.Add(Value(_text.Here, key)));
        }
        _text.Took("]");
        _depth--;
        return new WrittenList(origin, items);
    }

    private Origin Deeper() => ++_depth + _depthAbove <= MostDeep ? _text.Here : throw _text.Here.Wrong($"is more than {MostDeep} deep");
}
