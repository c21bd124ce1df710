using System.Globalization;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Configuration;

/// <summary>What is to befall events on purpose, an option a kind: <c>1%:5s..2m</c>, <c>0.1%</c>, <c>2s</c>, <c>14:00+10m</c>; empty or <c>none</c>: nothing.</summary>
internal static class ImperfectionsReading
{
    private static readonly DelayRange Late = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
    private static readonly DelayRange Copy = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <exception cref="ConfigurationException">A value that does not fit, or shares of more than all events.</exception>
    public static Imperfections Imperfections(this Settings settings)
    {
        var (late, lateBy) = settings.Share("simulation.late", Late);
        var (copies, copyBy) = settings.Share("simulation.duplicate", Copy);
        var (lost, _) = settings.Share("simulation.lose", by: null);
        if (late + copies + lost > Ingestion.Runs.Imperfections.Whole)
            throw new ConfigurationException("late, duplicate and lose are shares of more than all events: together they are at most 100%, for of the three one befalls an event at most");
        return new Imperfections
        {
            LateShare = late,
            LateBy = lateBy,
            DuplicateShare = copies,
            CopyBy = copyBy,
            LossShare = lost,
            Reorder = settings.Reorder("simulation.reorder"),
            Outage = settings.OutageOrNull("simulation.outage"),
        };
    }

    private static string Asked(this Settings settings, string path) => settings.Text(path) is var text && text != "none" ? text : "";

    /// <param name="by">How much later where nothing is said of it; null: there is no later.</param>
    private static (int Share, DelayRange By) Share(this Settings settings, string path, DelayRange? by)
    {
        var text = settings.Asked(path);
        if (text.Length == 0) return default;
        var parts = text.Split(':', 2);
        if (!Quantity.TryParseShare(parts[0], out var share) || parts.Length > 1 && by is null) throw Wrong();
        if (parts.Length == 1) return share == 0 ? default : (share, by ?? default);
        var bounds = parts[1].Split("..");
        if (bounds.Length != 2 || !TryDelay(bounds[0], out var least) || !TryDelay(bounds[1], out var greatest) || greatest < least) throw Wrong();
        return share == 0 ? default : (share, new DelayRange(least, greatest));

        ConfigurationException Wrong() => settings.Wrong(path, by is null
            ? "is not a share from 0% to 100%, to four places (such as 0.1%)"
            : "is not a share from 0% to 100%, to four places, and how much later, from 1ms to 1h (such as 1%, or 1%:5s..2m)");
    }

    private static TimeSpan Reorder(this Settings settings, string path)
    {
        var text = settings.Asked(path);
        return text.Length == 0 ? TimeSpan.Zero : TryDelay(text, out var span) ? span : throw settings.Wrong(path, "is not a span from 1ms to 1h (such as 2s)");
    }

    private static Outage? OutageOrNull(this Settings settings, string path)
    {
        var text = settings.Asked(path);
        if (text.Length == 0) return null;
        var parts = text.Split('+', 2);
        if (parts.Length == 2
            && TimeSpan.TryParseExact(parts[0], "hh\\:mm", CultureInfo.InvariantCulture, out var at)
            && Quantity.TryParseDuration(parts[1], out var length) && IsWhole(length) && length >= TimeSpan.FromSeconds(1) && length <= Outage.Longest)
            return new Outage(at, length);
        throw settings.Wrong(path, "is not a time of the shop's day and a length from 1s to 6h (such as 14:00+10m)");
    }

    private static bool TryDelay(string text, out TimeSpan delay) =>
        Quantity.TryParseDuration(text, out delay) && IsWhole(delay) && delay >= TimeSpan.FromMilliseconds(1) && delay <= Ingestion.Runs.Imperfections.LongestDelay;

    private static bool IsWhole(TimeSpan span) => span.Ticks % TimeSpan.TicksPerMillisecond == 0;
}
