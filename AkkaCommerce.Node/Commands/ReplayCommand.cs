using System.CommandLine;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Replay;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Node.Commands;

/// <summary>Foreign events into the log.</summary>
internal sealed class ReplayCommand : ProgramCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "NDJSON, an event a line; - for standard input" };
    private readonly NumberOption _speed = new("--speed", "a number above 0: seconds of event time a second (such as 60)", speed => speed > 0) { HelpName = "X", Description = "Seconds of event time a second, above 0 [as fast as it goes]" };
    private readonly Option<bool> _again = new("--again") { Description = "A time more, of a file that was replayed to its end" };

    public ReplayCommand()
        : base(
            "replay",
            "Writes foreign events into the log, where they are analysed like any other. After a kill the same command goes on from there.",
            ("replay events.ndjson", "as fast as it goes; lines that are no events become dead letters"),
            ("replay events.ndjson --speed 60", "a minute of event time a second"),
            ("replay -", "from standard input"))
    {
        Arguments.Add(_file);
        Options.Add(_speed);
        Options.Add(_again);
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        var (path, speed, again) = (invocation.Value(_file)!, _speed.Read(invocation.Parsed), invocation.Value(_again));
        var isStandardInput = path == ReplayOptions.StandardInput;
        if (isStandardInput && again) throw new ConfigurationException("--again needs a file: what came by standard input is not known again");
        if (Directory.Exists(path)) throw new WorkFailedException($"{path} is a folder: give a file of NDJSON in it, or - for standard input");
        if (!isStandardInput && !File.Exists(path)) throw new WorkFailedException($"there is no file {path}: give one of NDJSON, or - for standard input");
        if (isStandardInput) invocation.Note("standard input cannot go on after an interruption: replay a file for that");

        await using var shop = await OpenShop.OpenOrMakeAsync(invocation, cancel);
        var replay = new ReplayFile(shop.Log, new ReplayDeadLetters(shop.Stores.Database, shop.Stores.Grid), shop.Materializer, invocation.Time);
        var late = await LateCount.BeginAsync(shop.Stores, invocation.Time, cancel);
        using var progress = invocation.Progress("replaying");
        var options = new ReplayOptions
        {
            Path = path,
            Speed = speed,
            Again = again,
            OwnRun = (await shop.Stores.Runs.FindSimulationAsync(cancel))?.RunId,
            ClosedThrough = late.ClosedThrough,
            Progress = progress.Report,
        };
        try
        {
            var result = await replay.RunAsync(options, input: null, cancel);
            progress.Dispose();
            Write(invocation.Output.Text, result with { Late = result.Accepted == 0 ? 0 : await late.CountAsync(result.Late, cancel) });
            if (result.FirstRejected is { } first) invocation.Note($"line {first.Line} is the first that was rejected: {first.Reason}; all are in the table dead_letters");
        }
        catch (WriterFencedException)
        {
            throw new WorkFailedException($"another process replays {path}: it goes on there");
        }
        return CommandLine.Succeeded;
    }

    private static void Write(TextWriter output, ReplayResult result)
    {
        if (result.WasComplete)
        {
            output.WriteLine("this file was replayed to its end before: --again replays it a time more");
            return;
        }
        var before = result.AlreadyThere > 0 ? $", already there {Show.Count(result.AlreadyThere)}" : "";
        output.WriteLine($"accepted {Show.Count(result.Accepted)}{before}, rejected {Show.Count(result.Rejected)}{(result.Late > 0 ? $", late {Show.Count(result.Late)}" : "")}");
    }
}
