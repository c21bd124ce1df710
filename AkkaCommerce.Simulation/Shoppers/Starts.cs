namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>A start drawn.</summary>
/// <param name="Time">In milliseconds since 1970 UTC.</param>
/// <param name="Day">The day of the shop, since 1970.</param>
/// <param name="Number">Its number in the day; -1: no start, only a moment to look again (or never, at <see cref="long.MaxValue"/>).</param>
internal readonly record struct VisitStart(long Time, int Day, int Number)
{
    public static readonly VisitStart Never = new(long.MaxValue, 0, -1);
}

/// <summary>The starts of one user's visits in order of time, drawn by the day: a function of (seed, user, day) that no campaign moves.</summary>
internal ref struct Starts(Shop shop, int user, Span<long> room)
{
    /// <summary>Room to work in.</summary>
    public const int Room = VisitCounts.Max;

    /// <summary>In milliseconds.</summary>
    public const long DayLength = 86_400_000;
    private const int LastDay = Ingestion.Events.EventId.MaxDay;

    /// <summary>Days looked ahead at once: whoever visits still less often is asked again then.</summary>
    private const int DaysAhead = 64;

    private const int DaysOfWeek = 7;

    /// <summary>1970 began on a Thursday: day 2 was a Saturday.</summary>
    private const int FirstSaturday = 2;

    /// <summary>Of 1,024 visits, how many begin in each hour of the shop's day: fewest from 3 to 5, at 0.4 of the mean, most from 20 to 22.</summary>
    private static readonly short[] ByHour = [32, 25, 20, 17, 17, 20, 25, 31, 37, 43, 46, 47, 48, 48, 47, 48, 50, 53, 58, 65, 71, 71, 60, 45];
    private static readonly byte[] HourOf = [.. ByHour.SelectMany((visits, hour) => Enumerable.Repeat((byte)hour, visits))];

    private readonly Span<long> _starts = room;
    private int _day = int.MinValue;
    private int _count;

    /// <summary>Of a day's visits, those that begin in its busiest hour.</summary>
    public static double PeakHour => ByHour.Max() / 1024.0;

    /// <summary>How many times the mean rate of visits the hour of this moment has.</summary>
    public static double Busyness(Shop shop, long time)
    {
        var local = time + shop.ZoneMilliseconds;
        var ofDay = local % DayLength;
        return ByHour[(ofDay < 0 ? ofDay + DayLength : ofDay) / 3_600_000] * 24 / 1024.0 * (IsWeekend(local / DayLength) ? VisitCounts.OfWeekend : VisitCounts.OfWeekday);
    }

    /// <summary>The first start after a moment.</summary>
    public VisitStart After(long time)
    {
        if (time >= (LastDay + 1) * DayLength) return VisitStart.Never;
        var local = time + shop.ZoneMilliseconds;
        var day = local < 0 ? 0 : (int)(local / DayLength);
        for (var last = Math.Min(day + DaysAhead, LastDay); day <= last; day++)
        {
            Draw(day);
            for (var i = 0; i < _count; i++)
                if (_starts[i] > time)
                    return new VisitStart(_starts[i], day, i);
        }
        return day > LastDay ? VisitStart.Never : new VisitStart(Math.Max(time + 1, day * DayLength - shop.ZoneMilliseconds), day, -1);
    }

    /// <summary>Whether a day of the shop, since 1970, is a Saturday or a Sunday.</summary>
    public static bool IsWeekend(long day) => (day - FirstSaturday + DaysOfWeek) % DaysOfWeek < 2;

    private void Draw(int day)
    {
        if (day == _day) return;
        _day = day;
        var key = Chance.Day(Chance.User(shop.Seed, user), day);
        var drawn = (IsWeekend(day) ? shop.VisitsOfWeekend : shop.VisitsOfWeekday).Draw(Chance.Draw(key, 0));
        var midnight = day * DayLength - shop.ZoneMilliseconds;
        _count = 0;
        for (var n = 1; n <= drawn; n++)
        {
            var random = Chance.Draw(key, (uint)n);
            Insert(midnight + HourOf[random >> 54] * 3_600_000L + Chance.Below(random << 10, 3_600_000));
        }
    }

    /// <summary>Keeps them in order, and one of those at the same millisecond.</summary>
    private void Insert(long start)
    {
        var at = _count;
        while (at > 0 && _starts[at - 1] >= start) at--;
        if (at < _count && _starts[at] == start) return;
        for (var i = _count; i > at; i--) _starts[i] = _starts[i - 1];
        _starts[at] = start;
        _count++;
    }
}
