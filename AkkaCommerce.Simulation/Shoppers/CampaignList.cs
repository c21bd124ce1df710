using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>The campaigns that a rebuild may still look back on, with the number of the clock's journal entry that made the list.</summary>
/// <param name="Number">The clock's journal number: of two lists, the one of the greater number is the newer.</param>
public sealed record CampaignList(long Number, IReadOnlyList<Campaign> Campaigns)
{
    /// <summary>No campaign, before any entry.</summary>
    public static CampaignList None { get; } = new(0, []);

    /// <summary>Whether the shop takes no visit that would start at this moment.</summary>
    public bool IsClosed(Timestamp start)
    {
        for (var i = 0; i < Campaigns.Count; i++)
            if (Campaigns[i].Kind == CampaignKind.CloseShop && Campaigns[i].Holds(start))
                return true;
        return false;
    }

    /// <summary>The strongest lift in force for a visit that starts at this moment (of equals the first), or null.</summary>
    public Campaign? LiftAt(Timestamp start)
    {
        Campaign? strongest = null;
        for (var i = 0; i < Campaigns.Count; i++)
            if (Campaigns[i].Kind == CampaignKind.Lift && Campaigns[i].Holds(start) && (strongest is null || Campaigns[i].Lift > strongest.Lift))
                strongest = Campaigns[i];
        return strongest;
    }
}
