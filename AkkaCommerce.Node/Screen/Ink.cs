namespace AkkaCommerce.Node.Screen;

/// <summary>What a text is, by which it gets its look: one place says how each looks on a terminal and in a picture.</summary>
internal enum Ink : byte
{
    Plain,

    /// <summary>Names of figures, and what matters less.</summary>
    Dim,

    /// <summary>Frames and rules.</summary>
    Frame,
    Strong,
    Title,
    Accent,
    Good,
    Bad,
    Warning,

    /// <summary>What a person must not miss: that the picture is not the present.</summary>
    Mark,
}

/// <summary>How inks look: as parameters of a terminal's SGR sequence, and as CSS.</summary>
internal static class Inks
{
    private static readonly (string Sgr, string Css)[] Looks =
    [
        ("", "fill:#d4d8dd"),
        ("38;5;245", "fill:#8b929a"),
        ("38;5;240", "fill:#565c64"),
        ("1", "fill:#ffffff;font-weight:bold"),
        ("1;38;5;80", "fill:#5fd7d7;font-weight:bold"),
        ("38;5;80", "fill:#5fd7d7"),
        ("38;5;114", "fill:#87d787"),
        ("38;5;210", "fill:#ff8787"),
        ("38;5;221", "fill:#ffd75f"),
        ("1;38;5;221", "fill:#ffd75f;font-weight:bold"),
    ];

    public static int Count => Looks.Length;

    public static string Sgr(this Ink ink) => Looks[(int)ink].Sgr;

    public static string Css(this Ink ink) => Looks[(int)ink].Css;
}
