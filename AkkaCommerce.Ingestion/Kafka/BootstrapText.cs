using System.Globalization;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>The addresses of brokers, as one writes them.</summary>
public static class BootstrapText
{
    /// <summary>Whether it is <c>HOST:PORT</c>, or several of these separated by commas; IPv6 in brackets.</summary>
    public static bool IsValid(string? text) => text is not null && text.Split(',', StringSplitOptions.TrimEntries).All(IsAddress);

    private static bool IsAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0) return false;
        var host = text[..colon];
        var isHost = host[0] == '[' ? host.Length > 2 && host[^1] == ']' : !host.Contains(':', StringComparison.Ordinal);
        return isHost && !host.Any(char.IsWhiteSpace) && !host.Contains('/', StringComparison.Ordinal)
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
    }
}
