namespace AkkaCommerce.Node.Reporting;

/// <summary>A band of the dashboard, over its whole width, from top to bottom.</summary>
internal enum Band
{
    Header,
    Sales,
    Events,
    Products,
    Categories,
    Engagement,
    Trends,
    Tape,
    Footer,
}

/// <summary>
/// Which bands a screen shows and how many rows each has: what matters most first, as long as there is room. A band has the rows it needs, or is not
/// there; none is cut.
/// </summary>
internal sealed class DashboardPlan
{
    /// <summary>Narrower than this there is one column: what stands side by side stands below each other.</summary>
    private const int TwoColumnsFrom = 72;

    /// <summary>From here on engagement stands beside the events, and categories have their side for themselves.</summary>
    private const int ThreeColumnsFrom = 150;

    /// <summary>The least screen whose panels have frames; smaller ones have rules, that take less room.</summary>
    private const int BoxedFromWidth = 100, BoxedFromHeight = 34;

    private readonly int[] _rows = new int[Enum.GetValues<Band>().Length];
    private int _left;
    private bool _isFull;

    public DashboardPlan(int width, int height, bool hasTape)
    {
        (_left, IsBoxed) = (height, width >= BoxedFromWidth && height >= BoxedFromHeight);
        ColumnCount = width < TwoColumnsFrom ? 1 : width < ThreeColumnsFrom ? 2 : 3;
        foreach (var (band, rows) in ColumnCount == 1 ? Narrow : Wide)
            if (band != Band.Tape || hasTape) Grow(band, rows);
    }

    /// <summary>Whether panels have frames.</summary>
    public bool IsBoxed { get; }

    /// <summary>1: every panel has the whole width.</summary>
    public int ColumnCount { get; }

    /// <summary>Rows of a band with its frame; 0: it is not shown.</summary>
    public int this[Band band] => _rows[(int)band];

    /// <summary>Rows inside a band, in the order in which they are given.</summary>
    private static readonly (Band Band, int Rows)[] Wide =
    [
        (Band.Header, 1), (Band.Footer, 1), (Band.Sales, 3), (Band.Header, 2), (Band.Sales, 6), (Band.Products, 3), (Band.Trends, 1), (Band.Products, 5), (Band.Tape, 2),
        (Band.Products, 8), (Band.Trends, 2), (Band.Tape, 3), (Band.Products, 10), (Band.Trends, 4), (Band.Tape, 8), (Band.Trends, 8), (Band.Tape, 60), (Band.Trends, 20),
    ];

    private static readonly (Band Band, int Rows)[] Narrow =
    [
        (Band.Header, 1), (Band.Footer, 1), (Band.Sales, 3), (Band.Header, 2), (Band.Sales, 6), (Band.Trends, 2), (Band.Events, 6), (Band.Products, 3),
        (Band.Categories, 3), (Band.Tape, 2), (Band.Engagement, 2), (Band.Products, 10), (Band.Tape, 5), (Band.Categories, 10), (Band.Trends, 6), (Band.Tape, 60),
    ];

    /// <summary>Gives rows one by one; the first of a band come with its frame. Where one found no room no lesser one comes instead.</summary>
    private void Grow(Band band, int rows)
    {
        var frame = FrameOf(band);
        if (this[band] == 0)
        {
            var first = frame + LeastOf(band, rows);
            _isFull |= first > _left;
            if (_isFull) return;
            Take(band, first);
        }
        while (_left > 0 && this[band] - frame < rows) Take(band, 1);
    }

    private void Take(Band band, int rows)
    {
        _rows[(int)band] += rows;
        _left -= rows;
    }

    private int FrameOf(Band band) => band is Band.Header or Band.Footer || band == Band.Trends && !IsBoxed ? 0 : IsBoxed ? 2 : 1;

    /// <summary>A band of fewer rows says too little for its frame.</summary>
    private static int LeastOf(Band band, int rows) => band is Band.Header or Band.Footer or Band.Sales ? 1 : rows;
}
