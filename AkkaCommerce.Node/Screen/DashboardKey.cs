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

    /// <summary>A window's length back: the window that ends where the shown one begins.</summary>
    FarBack,

    /// <summary>As far forward: the window that begins where the shown one ends.</summary>
    FarForward,

    /// <summary>The newest window again.</summary>
    Live,
}
