using System.CommandLine;
using System.IO.Pipelines;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Node.Realism;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Commands;

/// <summary>The events alone: no log, no actors, no cluster.</summary>
internal sealed class SimulateCommand : ProgramCommand
{
    private readonly Option<string> _out = OutputFile.Option("Where the events go");
    private readonly Option<string> _format = OutputFormat.Option();
    private readonly NumberOption _rate = new(
        "--rate", $"a number from {EventPace.Least} to {Show.Count((long)EventPace.Most)}: events a second (such as 500)", rate => rate is >= EventPace.Least and <= EventPace.Most)
    {
        HelpName = "N",
        Description = "Events a second of wall time, evenly [as fast as it goes]",
    };
    private readonly Option<bool> _report = new("--report")
    {
        Description = "Instead of the events (or beside those of --out): what they say of the shop, beside published figures of real ones",
    };
    private readonly Option<bool> _json = new("--json") { Description = "With --report or --out: what they say, as one JSON object" };

    public SimulateCommand()
        : base(
            "simulate",
            "Writes the shop's events, in order of time, without log, actors or cluster. Needs --from and --until.\n"
            + "Every command takes --data, --log and what goes with them; they do nothing here, for nothing is kept.",
            ("simulate --from 2025-09-07T00:00:00Z --until +1h", "an hour of events on standard output"),
            ("simulate --from 2025-09-07T00:00:00Z --until +1d --out day.ndjson", "a day of them into a file"),
            ("simulate --from -1d --until +1d --format csv --out day.csv.gz", "the last day's as a table, compressed"),
            ("simulate --from 2025-09-07T00:00:00Z --until +1d --rate 500", "500 a second, for what reads them"),
            ("simulate --from -10m --until +10m --shoppers 1000 | head -3", "a look at the newest"),
            ("simulate --from 2025-09-01T00:00:00Z --until +14d --report", "a million visits, beside real shops' figures"))
    {
        foreach (var option in SimulationSettingOptions.Events()) Options.Add(option);
        Options.Add(_out);
        Options.Add(_format);
        Options.Add(_rate);
        Options.Add(_report);
        Options.Add(_json);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var options = SimulationOptions.Read(invocation.Settings);
        foreach (var needed in (string[])["from", "until"])
            if (!options.Given.Contains(needed))
                throw new ConfigurationException($"simulate needs --{needed} (akkacommerce simulate --help)");
        OutputFile.Check(invocation.Value(_out));
        var (format, pace) = (OutputFormat.Read(invocation.Value(_format), invocation.Value(_out)), PaceOf(invocation));
        var run = RunRecords.Simulation(options, AnalyticsOptions.Read(invocation.Settings).Pane, kept: null, invocation.Time.GetUtcNow(), invocation.Note);
        CheckReport(invocation, run);
        var started = invocation.Time.GetTimestamp();
        await using var file = invocation.Value(_out) is { } path ? OutputFile.Create(path) : null;
        var shop = new Shop(run);
        var census = invocation.Value(_report) ? new Census(run.Zone, shop.IsBot, shop.ReturnsAfter) : null;
        var output = PipeWriter.Create(file ?? (census is null ? invocation.Output.Unbuffered : Stream.Null), new StreamPipeWriterOptions(minimumBufferSize: 256 * 1024, leaveOpen: true));
        using var progress = file is null && census is null ? null : invocation.Progress("simulating");
        var length = run.Until!.Value - run.From;
        var totals = await new SimulatedShop(shop, CampaignList.None, format)
            .WriteAsync(output, run.Until.Value, cancel, at => progress?.Report((at - run.From) / length), census is null ? null : census.Add, pace);
        await output.CompleteAsync();
        progress?.Dispose();
        Tell(invocation, run, census is null ? null : RealismReport.Of(census, run), file is null ? null : totals, invocation.Time.GetElapsedTime(started));
        return CommandLine.Succeeded;
    }

    /// <param name="figures">Null: no report was asked for.</param>
    /// <param name="written">Null: nothing went into a file.</param>
    private void Tell(Invocation invocation, SimulationRun run, IReadOnlyList<RealismFigure>? figures, SimulatedTotals? written, TimeSpan elapsed)
    {
        if (invocation.Value(_json))
            invocation.Output.WriteObject(json =>
            {
                if (figures is not null) RealismOutput.Write(json, figures);
                if (written is { } totals) SimulatedOutput.Write(json, totals, elapsed);
            });
        else
        {
            if (figures is not null) RealismOutput.Write(invocation.Output.Tables, figures);
            foreach (var line in written is { } totals ? SimulatedOutput.Lines(totals, run, elapsed) : []) invocation.Say(line);
        }
    }

    private void CheckReport(Invocation invocation, SimulationRun run)
    {
        var reports = invocation.Value(_report);
        if (!reports && invocation.Value(_out) is null && invocation.Value(_json)) throw new ConfigurationException("--json goes with --report or --out; the events are JSON in any case");
        if (reports && run.Imperfections.Length > 0)
            throw new ConfigurationException($"--report measures what shoppers do, and would measure what befalls their events as well: leave {run.Imperfections} out");
        if (reports && invocation.Value(_out) is null && invocation.Parsed.GetResult(_format) is { Implicit: false })
            throw new ConfigurationException("--format says how events are written, and --report writes none without --out");
    }

    private EventPace? PaceOf(Invocation invocation) => _rate.Read(invocation.Parsed) is { } rate ? new EventPace(rate, invocation.Time) : null;
}
