using System.Text;

namespace AkkaCommerce.Node.Commands;

/// <summary>
/// Standard error, with a line at its end that says how far the work is, where it is a terminal that somebody looks at. What is written goes above that
/// line.
/// </summary>
internal sealed class StatusLine : TextWriter
{
    private const string Erase = "\r\e[K";

    private readonly Lock _lock = new();
    private readonly TextWriter _inner;
    private readonly Func<int>? _width;
    private string _shown = "";

    /// <param name="width">The terminal's width in letters; null: nobody looks, and there is no such line.</param>
    /// <param name="colours">Whether the line may have colours.</param>
    public StatusLine(TextWriter inner, Func<int>? width, bool colours) => (_inner, _width, HasColours) = (inner, width, colours);

    public override Encoding Encoding => _inner.Encoding;

    /// <summary>Whether somebody sees the line.</summary>
    public bool IsSeen => _width is not null;

    public bool HasColours { get; }

    public int Width => _width?.Invoke() ?? 0;

    /// <summary>Standard error of the process: seen where it is a terminal, not a dumb one, and not continuous integration.</summary>
    public static StatusLine OfProcess()
    {
        var isSeen = !Console.IsErrorRedirected && Variable("TERM") is not ("" or "dumb") && Variable("CI") is "";
        return new StatusLine(Console.Error, isSeen ? WidthNow : null, colours: Variable("NO_COLOR") is "");

        static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
    }

    /// <param name="line">With its colours; empty: none.</param>
    public void Show(string line)
    {
        lock (_lock)
        {
            if (!IsSeen || line == _shown) return;
            Put(line.Length == 0 ? Erase : Erase + line);
            _shown = line;
        }
    }

    public override void Write(char value) => Above(() => _inner.Write(value), isWhole: value == '\n');

    public override void Write(string? value) => Above(() => _inner.Write(value), isWhole: value?.EndsWith('\n') == true);

    public override void WriteLine(string? value) => Above(() => _inner.WriteLine(value), isWhole: true);

    public override void Flush()
    {
        lock (_lock) _inner.Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Show("");
        base.Dispose(disposing);
    }

    /// <param name="isWhole">Whether a line of text ends with it: only then the line of the work may stand below.</param>
    private void Above(Action write, bool isWhole)
    {
        lock (_lock)
        {
            if (_shown.Length > 0) Put(Erase);
            write();
            if (_shown.Length > 0 && isWhole) Put(_shown);
            else _shown = "";
        }
    }

    private void Put(string text)
    {
        try
        {
            _inner.Write(text);
            _inner.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone (a closed window): the work goes on.
        }
    }

    private static int WidthNow()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
