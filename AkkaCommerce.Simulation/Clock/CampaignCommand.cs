using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>A campaign that somebody asked for and that is not dated yet: when it is taken up, it begins after the clock's mark.</summary>
/// <param name="Id">The id of the command's row.</param>
public sealed record CampaignCommand(long Id, CampaignKind Kind, TimeSpan Length, string? Category = null, double Lift = 1)
{
    private const string LiftKind = "lift", CloseShopKind = "close-shop";

    /// <summary>The greatest length, a year.</summary>
    public static TimeSpan Longest => TimeSpan.FromDays(365);

    /// <summary>The campaign it becomes.</summary>
    /// <param name="after">The clock's mark.</param>
    public Campaign Dated(Timestamp after) => new() { Id = Id, Kind = Kind, After = after, Length = Length, Category = Category, Lift = Lift };

    /// <summary>What a row of <c>commands</c> says of it: what <see cref="TryRead"/> reads.</summary>
    public (string Kind, string Body) ToRow()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("seconds"u8, (long)Length.TotalSeconds);
            if (Category is not null) json.WriteString("category"u8, Category);
            if (Kind == CampaignKind.Lift) json.WriteNumber("lift"u8, Lift);
            json.WriteEndObject();
        }
        return (Kind == CampaignKind.Lift ? LiftKind : CloseShopKind, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <summary>
    /// Reads a row of <c>commands</c>: the kinds <c>lift</c> and <c>close-shop</c>, with <c>{"seconds":600,"category":"books","lift":3}</c>.
    /// False for any other kind, and for what does not fit: nobody's mistake stops the clock.
    /// </summary>
    public static bool TryRead(long id, string kind, string body, [NotNullWhen(true)] out CampaignCommand? command)
    {
        command = null;
        if (kind is not (LiftKind or CloseShopKind)) return false;
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (!root.TryGetProperty("seconds"u8, out var length) || !length.TryGetInt64(out var seconds) || seconds <= 0 || seconds > Longest.TotalSeconds) return false;
            var lift = root.TryGetProperty("lift"u8, out var asked) ? asked.GetDouble() : 1;
            if (kind == LiftKind && lift is not (> 1 and <= 100)) return false;
            var category = root.TryGetProperty("category"u8, out var name) ? name.GetString() : null;
            command = new CampaignCommand(id, kind == LiftKind ? CampaignKind.Lift : CampaignKind.CloseShop, TimeSpan.FromSeconds(seconds), category, lift);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
