using System.Globalization;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>
/// <see cref="Imperfections"/> as one text, each part by the option that asks for it: <c>late 1%:5s..2m, duplicate 0.1%:1s..1m, lose 0.1%, reorder 2s,
/// outage 14:00+10m</c>. One text for one meaning: it is part of what events are a function of.
/// </summary>
public static class ImperfectionsText
{
    /// <summary>The options' names, in the order of the text.</summary>
    public static IReadOnlyList<string> Names { get; } = ["late", "duplicate", "lose", "fail", "reorder", "outage"];

    /// <summary>What one of <see cref="Names"/> says; empty: nothing.</summary>
    public static string Part(Imperfections of, string name) => name switch
    {
        "late" => Share(of.LateShare, of.LateBy),
        "duplicate" => Share(of.DuplicateShare, of.CopyBy),
        "lose" => Share(of.LossShare),
        "fail" => Share(of.FailureShare),
        "reorder" => of.Reorder > TimeSpan.Zero ? Span(of.Reorder) : "",
        "outage" => of.Outage is { } outage ? $"{outage.At:hh\\:mm}+{Span(outage.Length)}" : "",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not the name of an imperfection."),
    };

    internal static string Write(Imperfections of) =>
        string.Join(", ", Names.Select(name => (name, Part: Part(of, name))).Where(part => part.Part.Length > 0).Select(part => $"{part.name} {part.Part}"));

    internal static Imperfections Read(string text)
    {
        var read = Imperfections.None;
        foreach (var part in text.Split(", "))
        {
            var space = part.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) throw Unreadable(text);
            var (name, value) = (part[..space], part[(space + 1)..]);
            read = name switch
            {
                "late" => read with { LateShare = ShareOf(value, out var by), LateBy = by },
                "duplicate" => read with { DuplicateShare = ShareOf(value, out var by), CopyBy = by },
                "lose" => read with { LossShare = ShareOf(value, out _) },
                "fail" => read with { FailureShare = ShareOf(value, out _) },
                "reorder" => read with { Reorder = SpanOf(value) },
                "outage" => read with { Outage = OutageOf(value) },
                _ => throw Unreadable(text),
            };
        }
        return read.ToString() == text ? read : throw Unreadable(text);
    }

    /// <summary>A share of a million as a percentage, and what goes with it; empty: none.</summary>
    internal static string Share(int share, DelayRange? by = null)
    {
        if (share == 0) return "";
        var percent = string.Create(CultureInfo.InvariantCulture, $"{share / 10_000m:0.####}%");
        return by is { } range ? $"{percent}:{Span(range.Least)}..{Span(range.Greatest)}" : percent;
    }

    /// <summary>In the greatest unit that it is a whole number of.</summary>
    private static string Span(TimeSpan span)
    {
        var milliseconds = (long)span.TotalMilliseconds;
        var (unit, name) = milliseconds % 3_600_000 == 0 ? (3_600_000, "h") : milliseconds % 60_000 == 0 ? (60_000, "m") : milliseconds % 1000 == 0 ? (1000, "s") : (1, "ms");
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / unit}{name}");
    }

    private static int ShareOf(string text, out DelayRange by)
    {
        by = default;
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0 || !decimal.TryParse(text.AsSpan(0, percent), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)) throw Unreadable(text);
        if (percent + 1 < text.Length)
        {
            var bounds = text[(percent + 2)..].Split("..");
            if (bounds.Length != 2) throw Unreadable(text);
            by = new DelayRange(SpanOf(bounds[0]), SpanOf(bounds[1]));
        }
        return (int)(share * 10_000);
    }

    private static TimeSpan SpanOf(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw Unreadable(text);
        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw Unreadable(text),
        };
    }

    private static Outage OutageOf(string text)
    {
        var parts = text.Split('+');
        return parts.Length == 2 && TimeSpan.TryParseExact(parts[0], "hh\\:mm", CultureInfo.InvariantCulture, out var at) ? new Outage(at, SpanOf(parts[1])) : throw Unreadable(text);
    }

    private static FormatException Unreadable(string text) => new($"'{text}' says no imperfections that this program knows");
}
