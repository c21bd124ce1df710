using System.CommandLine;
using System.IO.Pipelines;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Commands;

/// <summary>The events alone: no log, no actors, no cluster.</summary>
internal sealed class SimulateCommand : ProgramCommand
{
    private readonly Option<string> _out = new("--out") { HelpName = "FILE", Description = "Where the events go [standard output]" };

    public SimulateCommand()
        : base(
            "simulate",
            "Writes the shop's events as NDJSON, in order of time, without log, actors or cluster. Needs --from and --until.\n"
            + "Every command takes --data, --log and what goes with them; they do nothing here, for nothing is kept.",
            ("simulate --from 2025-09-07T00:00:00Z --until +1h", "an hour of events on standard output"),
            ("simulate --from 2025-09-07T00:00:00Z --until +1d --out day.ndjson", "a day of them into a file"),
            ("simulate --from -10m --until +10m --shoppers 1000 | head -3", "a look at the newest"))
    {
        foreach (var option in SimulationSettingOptions.Events()) Options.Add(option);
        Options.Add(_out);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var options = SimulationOptions.Read(invocation.Settings);
        foreach (var needed in (string[])["from", "until"])
            if (!options.Given.Contains(needed))
                throw new ConfigurationException($"simulate needs --{needed} (akkacommerce simulate --help)");
        var run = RunRecords.Simulation(options, AnalyticsOptions.Read(invocation.Settings).Pane, kept: null, invocation.Time.GetUtcNow(), invocation.Note);
        var started = invocation.Time.GetTimestamp();
        await using var file = invocation.Value(_out) is { } path ? File.Create(path) : null;
        var output = PipeWriter.Create(file ?? invocation.Output.Unbuffered, new StreamPipeWriterOptions(minimumBufferSize: 256 * 1024, leaveOpen: true));
        using var progress = file is null ? null : invocation.Progress("simulating");
        var length = run.Until!.Value - run.From;
        var totals = await new SimulatedShop(new Shop(run), CampaignList.None).WriteAsync(output, run.Until.Value, cancel, at => progress?.Report((at - run.From) / length));
        await output.CompleteAsync();
        progress?.Dispose();
        if (file is not null)
        {
            var elapsed = invocation.Time.GetElapsedTime(started);
            invocation.Say(
                $"{Show.Count(totals.Events)} events, {Show.Count(totals.Orders)} orders, revenue {Show.Money(totals.Cents / 100m)}, {Show.Span(elapsed)} ({Show.Rate(totals.Events / elapsed.TotalSeconds)} events/s)");
        }
        return CommandLine.Succeeded;
    }
}
