using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Where a person is in the past: the steps that were asked for and not yet made, and the window they led to. No table, no clock.</summary>
internal sealed class PastWindows
{
    private int _steps, _lengths;

    /// <summary>The past window that is shown; null: the newest is.</summary>
    public PastWindow? Shown { get; private set; }

    /// <param name="newest">The window that is shown where none of the past is; null: none, and nothing can be gone back from.</param>
    public void Press(DashboardKey key, WindowSnapshot? newest)
    {
        if (key == DashboardKey.Live) (Shown, _steps, _lengths) = (null, 0, 0);
        else if ((Shown?.Window ?? newest) is not null) (_steps, _lengths) = (_steps + Steps(key), _lengths + Lengths(key));
        if (Shown is null) (_steps, _lengths) = (Math.Min(_steps, 0), Math.Min(_lengths, 0));
    }

    /// <summary>What is to be looked for now; null: nothing. Whole lengths are gone before single windows.</summary>
    public PastStep? Next(WindowSnapshot? newest) => (Shown?.Window ?? newest) switch
    {
        { } from when _lengths != 0 => new PastStep(from.End, _lengths, from.End - from.Start),
        { } from when _steps != 0 => new PastStep(from.End, _steps),
        _ => null,
    };

    /// <summary>Before the first window there is none to go to; after the last comes the newest.</summary>
    public void Take(PastStep stepped, PastWindow? found)
    {
        ref var left = ref stepped.Length is null ? ref _steps : ref _lengths;
        if (left == 0) return; // back to the newest meanwhile
        left -= stepped.Steps;
        if (found is not null || stepped.Steps > 0) Shown = found;
    }

    private static int Steps(DashboardKey key) => key switch
    {
        DashboardKey.Back => -1,
        DashboardKey.Forward => 1,
        _ => 0,
    };

    private static int Lengths(DashboardKey key) => key switch
    {
        DashboardKey.FarBack => -1,
        DashboardKey.FarForward => 1,
        _ => 0,
    };
}
