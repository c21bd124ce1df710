using System.Text;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>
/// The terminal while the dashboard has it: an alternate screen without a cursor, given back once, whatever happens. Only what changed is written, so
/// nothing flickers.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[2J", Leave = "\e[0m\e[?25h\e[?1049l", Clear = "\e[0m\e[2J";

    private readonly Stream _stream;
    private readonly Lock _lock = new();
    private readonly bool _colours;
    private readonly Func<(int Width, int Height)> _sizeNow;
    private DashboardFigures? _figures;
    private Canvas? _shown;
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
            _figures = figures;
            var (width, height) = _sizeNow();
            var picture = DashboardView.Draw(figures, Math.Max(1, width), Math.Max(1, height));
            var isSameSize = _shown is { } shown && (shown.Width, shown.Height) == (picture.Width, picture.Height);
            var text = AnsiText.Changes(isSameSize ? _shown : null, picture, _colours);
            _shown = picture;
            if (text.Length > 0) Write(isSameSize ? text : Clear + text);
        }
    }

    /// <summary>Draws the last picture anew: the terminal has another size, or shows something else.</summary>
    /// <param name="enter">Whether it may have left the alternate screen: the program was stopped and goes on.</param>
    public void Redraw(bool enter = false)
    {
        lock (_lock)
        {
            if (_left) return;
            _shown = null;
            if (enter) Write(Enter);
            if (_figures is { } figures) Draw(figures);
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
