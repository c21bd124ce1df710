namespace AkkaCommerce.Node.Screen;

/// <summary>What a person asks for with a key.</summary>
internal enum DashboardKey
{
    Quit,

    /// <summary>Stops the display, or lets it go on.</summary>
    Pause,

    /// <summary>The window before the one that is shown.</summary>
    Back,

    /// <summary>The window after the one that is shown.</summary>
    Forward,

    /// <summary>Thirty windows back: the one that ends where the shown one begins, where a window has thirty panes.</summary>
    FarBack,

    /// <summary>As far forward.</summary>
    FarForward,

    /// <summary>The newest window again.</summary>
    Live,
}
