using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Where a person is in the past: the steps that were asked for and not yet made, and the window they led to. No table, no clock.</summary>
internal sealed class PastWindows
{
    /// <summary>Panes of a window, unless they are set otherwise.</summary>
    private const int FarSteps = 30;

    private int _steps;

    /// <summary>The past window that is shown; null: the newest is.</summary>
    public PastWindow? Shown { get; private set; }

    /// <param name="newest">The window that is shown where none of the past is; null: none, and nothing can be gone back from.</param>
    public void Press(DashboardKey key, WindowSnapshot? newest)
    {
        if (key == DashboardKey.Live) (Shown, _steps) = (null, 0);
        else if ((Shown?.Window ?? newest) is not null) _steps += Steps(key);
        if (Shown is null) _steps = Math.Min(_steps, 0);
    }

    /// <summary>What is to be looked for now; null: nothing.</summary>
    public PastStep? Next(WindowSnapshot? newest) => _steps != 0 && (Shown?.Window ?? newest) is { } from ? new PastStep(from.End, _steps) : null;

    /// <summary>Before the first window there is none to go to; after the last comes the newest.</summary>
    public void Take(PastStep stepped, PastWindow? found)
    {
        if (_steps == 0) return; // back to the newest meanwhile
        _steps -= stepped.Steps;
        if (found is not null || stepped.Steps > 0) Shown = found;
    }

    private static int Steps(DashboardKey key) => key switch
    {
        DashboardKey.Back => -1,
        DashboardKey.Forward => 1,
        DashboardKey.FarBack => -FarSteps,
        DashboardKey.FarForward => FarSteps,
        _ => 0,
    };
}
