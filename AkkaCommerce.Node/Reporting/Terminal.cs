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

    /// <summary>The alternate screen once more, wherever the terminal is: what it keeps of the main one (the cursor's place) stays kept.</summary>
    private const string EnterAgain = "\e[?1047h\e[?25l";

    private readonly Stream _stream;
    private readonly Lock _lock = new();
    private readonly bool _colours;
    private readonly Func<(int Width, int Height)> _sizeNow;
    private readonly Func<bool> _isOurs;
    private DashboardFigures? _figures;
    private Canvas? _shown;
    private bool _entered, _left;

    /// <param name="sizeNow">The terminal's size, which a person may change at any time.</param>
    /// <param name="isOurs">Whether the program has the terminal, or runs in the background; null: it always has.</param>
    internal Terminal(Stream stream, bool colours, Func<(int Width, int Height)> sizeNow, Func<bool>? isOurs = null)
    {
        (_stream, _colours, _sizeNow, _isOurs) = (stream, colours, sizeNow, isOurs ?? (() => true));
        if (_isOurs()) Take();
    }

    /// <summary>Null where nobody looks: redirected, a dumb terminal, or continuous integration.</summary>
    public static Terminal? OpenOrNull()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "dumb" || Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
            return null;
        return new Terminal(Console.OpenStandardOutput(), colours: Environment.GetEnvironmentVariable("NO_COLOR") is null or "", () => (Console.WindowWidth, Console.WindowHeight), () => JobControl.IsInForeground);
    }

    /// <summary>Draws over the last picture, cleared first where the terminal has another size now.</summary>
    public void Draw(DashboardFigures figures)
    {
        lock (_lock)
        {
            if (_left) return;
            _figures = figures;
            if (!_isOurs())
            {
                _shown = null;
                return;
            }
            if (!_entered) Take();
            var (width, height) = _sizeNow();
            var picture = DashboardView.Draw(figures, Math.Max(1, width), Math.Max(1, height));
            var isSameSize = _shown is { } shown && (shown.Width, shown.Height) == (picture.Width, picture.Height);
            var text = AnsiText.Changes(isSameSize ? _shown : null, picture, _colours);
            _shown = picture;
            if (text.Length > 0) Write(isSameSize ? text : Clear + text);
        }
    }

    /// <summary>Draws the last picture anew: the terminal has another size, or shows something else.</summary>
    /// <param name="goesOn">Whether the program was stopped and goes on: what the terminal shows is anybody's.</param>
    public void Redraw(bool goesOn = false)
    {
        lock (_lock)
        {
            if (_left) return;
            _shown = null;
            if (goesOn && _entered && _isOurs()) Write(EnterAgain);
            if (_figures is { } figures) Draw(figures);
        }
    }

    /// <summary>Gives the terminal back for as long as the program is stopped; the next picture takes it again.</summary>
    /// <param name="stop">Returns when the program goes on.</param>
    public void Suspend(Action stop)
    {
        lock (_lock)
        {
            if (!_left && _entered) Write(Leave);
            (_entered, _shown) = (false, null);
            stop();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_left) return;
            _left = true;
            if (_entered) Write(Leave);
        }
    }

    private void Take()
    {
        _entered = true;
        Write(Enter);
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
