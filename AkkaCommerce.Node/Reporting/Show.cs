using System.Globalization;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Numbers and times as people read them, the same everywhere.</summary>
internal static class Show
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    public static string Percent(decimal ratio) => ratio.ToString("0.00 %", CultureInfo.InvariantCulture);

    public static string Rate(double perSecond) =>
        perSecond.ToString(perSecond switch { < 10 => "0.00", < 1000 => "0.0", _ => "N0" }, CultureInfo.InvariantCulture);

    public static string Span(TimeSpan span) =>
        span.TotalSeconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : span.TotalMinutes < 2 ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s")
        : span.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours} h {span.Minutes} min");

    public static string DateAndTime(Timestamp moment, TimeSpan zone) => In(moment, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Where there is little room: the day without its year.</summary>
    public static string DayAndTime(Timestamp moment, TimeSpan zone) => In(moment, zone).ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture);

    public static string TimeOfDay(Timestamp moment, TimeSpan zone) => In(moment, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Zone(TimeSpan zone) => (zone < TimeSpan.Zero ? "-" : "+") + zone.ToString("hh\\:mm", CultureInfo.InvariantCulture);

    public static string Speed(double speed) => double.IsPositiveInfinity(speed) ? "max" : speed.ToString("0.###", CultureInfo.InvariantCulture);

    private static DateTimeOffset In(Timestamp moment, TimeSpan zone) => moment.ToDateTimeOffset().ToOffset(zone);
}
