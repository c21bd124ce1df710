using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>A campaign that somebody asked for and that is not dated yet: when it is taken up, it begins after the clock's mark.</summary>
/// <param name="Id">The id of the command's row.</param>
public sealed record CampaignCommand(long Id, CampaignKind Kind, TimeSpan Length, string? Category = null, double Lift = 1)
{
    /// <summary>
    /// Reads a row of <c>commands</c>: the kinds <c>lift</c> and <c>close-shop</c>, with <c>{"seconds":600,"category":"books","lift":3}</c>.
    /// False for any other kind, and for what does not fit: nobody's mistake stops the clock.
    /// </summary>
    public static bool TryRead(long id, string kind, string body, [NotNullWhen(true)] out CampaignCommand? command)
    {
        command = null;
        if (kind is not ("lift" or "close-shop")) return false;
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (!root.TryGetProperty("seconds"u8, out var length) || !length.TryGetInt64(out var seconds) || seconds is <= 0 or > 31_536_000) return false;
            var lift = root.TryGetProperty("lift"u8, out var asked) ? asked.GetDouble() : 1;
            if (kind == "lift" && lift is not (> 1 and <= 100)) return false;
            var category = root.TryGetProperty("category"u8, out var name) ? name.GetString() : null;
            command = new CampaignCommand(id, kind == "lift" ? CampaignKind.Lift : CampaignKind.CloseShop, TimeSpan.FromSeconds(seconds), category, lift);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
