using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>A campaign that somebody asked for, and what the clock made of it.</summary>
/// <param name="Asked">When, by the asker's clock.</param>
/// <param name="IsTaken">Whether the clock has taken it up.</param>
/// <param name="After">The moment of the shop after which it holds; null: it is not taken up, or was by a program that did not keep this.</param>
public sealed record AskedCampaign(CampaignCommand Command, Timestamp Asked, bool IsTaken, Timestamp? After)
{
    /// <summary>The last moment at which it holds.</summary>
    public Timestamp? Through => After + Command.Length;

    /// <summary>All that were asked for, in order.</summary>
    public static async Task<IReadOnlyList<AskedCampaign>> AllAsync(CommandStore commands, ClockJournal journal, CancellationToken cancel)
    {
        var rows = await commands.AllAsync(cancel);
        var state = await journal.NewestAsync(cancel);
        var taken = (state?.Taken ?? []).ToHashSet();
        var dated = (state?.Dated ?? []).ToDictionary(dating => dating.Id, dating => dating.After);
        foreach (var campaign in state?.Campaigns ?? []) dated[campaign.Id] = campaign.After;
        var all = new List<AskedCampaign>();
        foreach (var row in rows)
            if (CampaignCommand.TryRead(row.Id, row.Kind, row.Body, out var command))
                all.Add(new AskedCampaign(command, row.Asked, taken.Contains(row.Id), dated.TryGetValue(row.Id, out var after) ? after : null));
        return all;
    }

    /// <summary>Those that are dated, in the order in which they were taken up, for whoever makes the events again.</summary>
    public static CampaignList ListOf(IEnumerable<AskedCampaign> asked) => new(0,
    [
        .. from campaign in asked
           where campaign.After is not null
           orderby campaign.After, campaign.Command.Id
           select campaign.Command.Dated(campaign.After!.Value),
    ]);
}
