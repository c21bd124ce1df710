using System.CommandLine;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Commands;

/// <summary>Asks that no visit starts for a while.</summary>
internal sealed class CloseShopCommand : ProgramCommand
{
    private readonly Option<string> _length = CampaignAsking.Length();

    public CloseShopCommand()
        : base(
            "close-shop",
            "Closes the shop for a time to come: no visit starts, those under way go on. Recorded, and the same in every replay.",
            ("close-shop --for 10m", "beside a running shop, or before it is started"))
    {
        Options.Add(_length);
    }

    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancel) =>
        CampaignAsking.AskAsync(invocation, new CampaignCommand(0, CampaignKind.CloseShop, CampaignAsking.Length(invocation, _length)), _ => { }, cancel);
}
