using System.Globalization;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>
/// <see cref="Imperfections"/> as one text, each part by the option that asks for it: <c>late 1%:5s..2m, duplicate 0.1%:1s..1m, lose 0.1%, reorder 2s,
/// outage 14:00+10m</c>. One text for one meaning: it is part of what events are a function of.
/// </summary>
public static class ImperfectionsText
{
    private static readonly DelayRange UsuallyLate = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
    private static readonly DelayRange UsualCopy = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>The options' names, in the order of the text.</summary>
    public static IReadOnlyList<string> Names { get; } = ["late", "duplicate", "lose", "fail", "reorder", "outage"];

    /// <summary>What one of <see cref="Names"/> says; empty: nothing.</summary>
    public static string Part(Imperfections of, string name) => name switch
    {
        "late" => Share(of.LateShare, of.LateBy),
        "duplicate" => Share(of.DuplicateShare, of.CopyBy),
        "lose" => Share(of.LossShare),
        "fail" => Share(of.FailureShare),
        "reorder" => of.Reorder > TimeSpan.Zero ? Quantity.Text(of.Reorder) : "",
        "outage" => of.Outage is { } outage ? $"{outage.At:hh\\:mm}+{Quantity.Text(outage.Length)}" : "",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not the name of an imperfection."),
    };

    internal static string Write(Imperfections of) =>
        string.Join(", ", Names.Select(name => (name, Part: Part(of, name))).Where(part => part.Part.Length > 0).Select(part => $"{part.name} {part.Part}"));

    internal static Imperfections Read(string text)
    {
        var read = Imperfections.None;
        foreach (var part in text.Split(", "))
            read = part.Split(' ', 2) is [var name, var value] && WithOrNull(read, name, value) is { } with ? with : throw Unreadable(text);
        return read.ToString() == text ? read : throw Unreadable(text);
    }

    /// <summary>
    /// Imperfections with one of <see cref="Names"/> as somebody asks for it: <c>1%</c> or <c>1%:5s..2m</c>, <c>0.1%</c>, <c>2s</c>, <c>14:00+10m</c>. Spans may
    /// be of several parts; a share to which no delay is said has the usual one.
    /// </summary>
    /// <returns>Null: it is not written so, or out of range.</returns>
    public static Imperfections? WithOrNull(Imperfections of, string name, string text)
    {
        switch (name)
        {
            case "late" when Delayed(text, UsuallyLate) is var (share, by): return of with { LateShare = share, LateBy = by };
            case "duplicate" when Delayed(text, UsualCopy) is var (share, by): return of with { DuplicateShare = share, CopyBy = by };
            case "lose" when Quantity.TryParseShare(text, out var share): return of with { LossShare = share };
            case "fail" when Quantity.TryParseShare(text, out var share): return of with { FailureShare = share };
            case "reorder" when DelayOrNull(text) is { } span: return of with { Reorder = span };
            case "outage" when OutageOrNull(text) is { } outage: return of with { Outage = outage };
            default: return null;
        }
    }

    /// <summary>A share of a million as a percentage, and what goes with it; empty: none.</summary>
    internal static string Share(int share, DelayRange? by = null)
    {
        if (share == 0) return "";
        var percent = string.Create(CultureInfo.InvariantCulture, $"{share / 10_000m:0.####}%");
        return by is { } range ? $"{percent}:{Quantity.Text(range.Least)}..{Quantity.Text(range.Greatest)}" : percent;
    }

    /// <param name="usual">How much later where nothing is said of it.</param>
    private static (int Share, DelayRange By)? Delayed(string text, DelayRange usual)
    {
        var parts = text.Split(':', 2);
        if (!Quantity.TryParseShare(parts[0], out var share)) return null;
        if (parts.Length > 1)
        {
            if (parts[1].Split("..") is not [var from, var to] || DelayOrNull(from) is not { } least || DelayOrNull(to) is not { } greatest || greatest < least) return null;
            usual = new DelayRange(least, greatest);
        }
        return (share, share == 0 ? default : usual);
    }

    private static TimeSpan? DelayOrNull(string text) => SpanOrNull(text, TimeSpan.FromMilliseconds(1), Imperfections.LongestDelay);

    private static Outage? OutageOrNull(string text) =>
        text.Split('+', 2) is [var begin, var span] && TimeSpan.TryParseExact(begin, "hh\\:mm", CultureInfo.InvariantCulture, out var at)
        && SpanOrNull(span, TimeSpan.FromSeconds(1), Outage.Longest) is { } length ? new Outage(at, length) : null;

    /// <summary>Whole milliseconds within two bounds.</summary>
    private static TimeSpan? SpanOrNull(string text, TimeSpan least, TimeSpan greatest) =>
        Quantity.TryParseDuration(text, out var span) && span.Ticks % TimeSpan.TicksPerMillisecond == 0 && span >= least && span <= greatest ? span : null;

    private static FormatException Unreadable(string text) => new($"'{text}' says no imperfections that this program knows");
}
