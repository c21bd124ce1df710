using System.Text;

namespace AkkaCommerce.Node.Reporting;

/// <summary>The terminal while the dashboard has it: an alternate screen without a cursor, given back once, whatever happens.</summary>
internal sealed class Terminal : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[2J", Leave = "\e[?25h\e[?1049l", Home = "\e[H", ClearToEndOfLine = "\e[K", ClearBelow = "\e[J";

    private readonly Stream _stream;
    private readonly Lock _lock = new();
    private readonly bool _colours;
    private readonly Func<(int Width, int Height)> _sizeNow;
    private (int Width, int Height) _size;
    private bool _left;

    /// <param name="sizeNow">The terminal's size, which a person may change at any time.</param>
    internal Terminal(Stream stream, bool colours, Func<(int Width, int Height)> sizeNow)
    {
        (_stream, _colours, _sizeNow) = (stream, colours, sizeNow);
        Write(Enter);
    }

    /// <summary>Null where nobody looks: redirected, a dumb terminal, or continuous integration.</summary>
    public static Terminal? OpenOrNull()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb" || Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
            return null;
        return new Terminal(Console.OpenStandardOutput(), colours: Environment.GetEnvironmentVariable("NO_COLOR") is null or "", () => (Console.WindowWidth, Console.WindowHeight));
    }

    /// <summary>Draws over the last picture, cleared first where the terminal has another size now.</summary>
    public void Draw(DashboardFigures figures)
    {
        lock (_lock)
        {
            if (_left) return;
            var (width, height) = _sizeNow();
            var size = (Width: Math.Max(20, width), Height: Math.Max(4, height));
            var lines = Frame.Lines(DashboardView.Render(figures, size.Width, size.Height), size.Width, size.Height, _colours);
            var text = new StringBuilder(size == _size ? Home : "\e[2J" + Home).AppendJoin(ClearToEndOfLine + "\r\n", lines).Append(ClearToEndOfLine);
            if (lines.Length < size.Height) text.Append(ClearBelow);
            _size = size;
            Write(text.ToString());
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_left) return;
            _left = true;
            Write(Leave);
        }
    }

    private void Write(string text)
    {
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(text));
            _stream.Flush();
        }
        catch (IOException)
        {
            // The terminal is gone (a closed window): there is nothing left to draw on.
        }
    }
}
