using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What a <see cref="Shopper"/> of a shop with broken rules does instead (<see cref="ShopMutation"/>).</summary>
internal static class BrokenShopper
{
    /// <summary>The next due as a walk straight ahead finds it: of what is emitted, or only of what is written.</summary>
    public static long NextDue(Shop shop, int user, Timestamp walkedTo, long due, CampaignList campaigns)
    {
        if ((shop.Broken & (ShopMutation.LookAhead | ShopMutation.LostDue)) == 0) return due;
        var ahead = new Shopper(shop.Unbroken, user);
        ahead.Rebuild(walkedTo, campaigns);
        using var events = EventBuffer.Rent();
        while (ahead.Walk(walkedTo + TimeSpan.FromHours(4), campaigns, events)) { }
        var next = long.MaxValue;
        foreach (ref readonly var entry in events.Entries)
            if (entry.IsWritten || (shop.Broken & ShopMutation.LostDue) == 0)
                next = Math.Min(next, entry.Due);
        return next;
    }

    /// <summary>Where a visit would end if only visits that take place cut it short.</summary>
    public static long Limit(Shop shop, int user, long start, long limit, CampaignList campaigns)
    {
        if ((shop.Broken & ShopMutation.Cut) == 0) return limit;
        Span<long> room = stackalloc long[Starts.Room];
        var starts = new Starts(shop, user, room);
        var longest = start + (long)Shop.LongestVisit.TotalMilliseconds;
        for (var next = starts.After(start); next.Time <= longest; next = starts.After(next.Time))
            if (next.Number >= 0 && shop.TakesPlace(next.Time, campaigns))
                return next.Time - 1;
        return longest;
    }

    /// <summary>The campaigns as a shop sees them that takes their mark for a part of them.</summary>
    public static CampaignList Seen(Shop shop, CampaignList campaigns) => (shop.Broken & ShopMutation.MarkAt) == 0 ? campaigns
        : new CampaignList(campaigns.Number, [.. campaigns.Campaigns.Select(c => c with { After = new Timestamp(c.After.Milliseconds - 1), Length = c.Length + TimeSpan.FromMilliseconds(1) })]);
}
