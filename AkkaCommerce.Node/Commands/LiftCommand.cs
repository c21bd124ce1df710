using System.CommandLine;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Catalog;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Commands;

/// <summary>Asks for a campaign: more interest in a category, or in all the shop, for a while.</summary>
internal sealed class LiftCommand : ProgramCommand
{
    private const double UsualLift = 2;

    private readonly Option<string> _category = new("--category") { HelpName = "NAME", Description = "The category lifted [the whole shop]" };
    private readonly NumberOption _lift = new("--lift", "a number above 1 and up to 100", lift => lift is > 1 and <= 100) { HelpName = "X", Description = "How many times as much interest, above 1 to 100 [2]" };
    private readonly Option<string> _length = CampaignAsking.Length();

    public LiftCommand()
        : base(
            "campaign",
            "Draws interest to a category, or to the whole shop, for the visits that start in the time to come. Recorded, and the same in every replay.",
            ("campaign --category books --lift 2.0 --for 10m", "beside a running shop, or before it is started"),
            ("campaign --lift 1.5 --for 1h", "the whole shop"),
            ("campaigns", "which were asked for, and from when on they hold"))
    {
        Options.Add(_category);
        Options.Add(_lift);
        Options.Add(_length);
    }

    public override Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var category = invocation.Value(_category);
        var command = new CampaignCommand(0, CampaignKind.Lift, CampaignAsking.Length(invocation, _length), category, _lift.Read(invocation.Parsed) ?? UsualLift);
        return CampaignAsking.AskAsync(invocation, command, run => Check(category, run), cancel);
    }

    /// <exception cref="ConfigurationException">The shop has no such category.</exception>
    private static void Check(string? category, SimulationRun run)
    {
        if (category is null) return;
        var names = new ProductCatalog(run.Seed, run.Products).Categories.Select(one => one.Name).ToArray();
        if (!names.Contains(category))
            throw new ConfigurationException($"--category: this shop has no '{category}'{Suggestion.For(category, names)} (it has {string.Join(", ", names)})");
    }
}
