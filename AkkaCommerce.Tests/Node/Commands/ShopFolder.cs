using System.Text;
using Akka.Actor;
using Akka.Streams;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

/// <summary>A data folder with a small shop's log and records, and the program called on it.</summary>
internal sealed class ShopFolder : IAsyncDisposable
{
    public const int Shards = 2;

    private readonly TemporaryFolder _folder = new();

    private ShopFolder()
    {
    }

    public string Path => _folder.Path;

    public HandMadeShop Shop { get; } = new(seed: 11, TimeSpan.FromMinutes(2), events: 120);

    public static async Task<ShopFolder> CreateAsync()
    {
        var made = new ShopFolder();
        var folder = DataFolder.Open(made.Path);
        await using var log = SqliteEventLog.Open(new SqliteLogOptions { Path = folder.Log, Shards = Shards });
        var database = await made.Database();
        var runs = new RunStore(database);
        await runs.OpenLogAsync(new LogRun
        {
            Identity = log.Identity,
            Shards = Shards,
            Pane = TimeSpan.FromSeconds(10),
            Window = TimeSpan.FromMinutes(5),
            Lateness = TimeSpan.FromSeconds(30),
        }, default);
        await runs.OpenSimulationAsync(made.Shop.Run, anyFrom: false, default);
        using var system = ActorSystem.Create("writing");
        await made.Shop.WriteAsync(log, system.Materializer(), TimeSpan.FromSeconds(30));
        await system.Terminate();
        return made;
    }

    public Task<SqlDatabase> Database() => SqlDatabase.OpenAsync(DataFolder.Open(Path).Database, [AnalyticsTables.Steps], TimeProvider.System, default);

    /// <summary>Writes the final windows of the shop's first panes, as the board would.</summary>
    public async Task<IReadOnlyList<WindowSnapshot>> FinalsAsync(int count)
    {
        var database = await Database();
        var store = new WindowStore(database, new PaneGrid(10_000, 30));
        var windows = Enumerable.Range(1, count).Select(number => Shop.WindowOf(HandMadeShop.From + TimeSpan.FromSeconds(10 * number))).ToList();
        var rows = windows.Select(window => new FinalWindow(window.End.Milliseconds / 10_000 - 1, window, new byte[] { 1 })).ToList();
        store.TryMove(new Received(1, rows[^1].Pane, new EntryName[Shards]), rows).ShouldBeTrue();
        return windows;
    }

    public async Task LiveAsync(WindowSnapshot window) =>
        new WindowStore(await Database(), new PaneGrid(10_000, 30)).WriteLive(window, window.End);

    /// <summary>What is left of it where all but one of its files were lost.</summary>
    public TemporaryFolder Left(string file) => Left([file], ["", "-wal"]);

    /// <summary>What is left of it where all but some of its files were lost.</summary>
    /// <param name="parts">Of each file, those that SQLite keeps beside it.</param>
    public TemporaryFolder Left(string[] files, string[] parts)
    {
        var left = new TemporaryFolder();
        foreach (var part in files.SelectMany(file => parts.Select(part => file + part)))
            if (File.Exists(System.IO.Path.Combine(Path, part)))
                File.Copy(System.IO.Path.Combine(Path, part), left.File(part));
        return left;
    }

    public Task<Told> RunAsync(params string[] arguments) => Program.RunAsync([.. arguments, "--data", Path]);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>What a call of the program brought.</summary>
internal sealed record Told(int Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

internal static class Program
{
    public static async Task<Told> RunAsync(string[] arguments, Stream? to = null)
    {
        var bytes = new MemoryStream();
        var error = new StringWriter { NewLine = "\n" };
        using var signals = new Signals(_ => { });
        int code;
        using (var output = new Output(to ?? bytes, isTerminal: false))
            code = await CommandLine.RunAsync(arguments, output, error, TimeProvider.System, signals);
        return new Told(code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>The same, asked to stop as soon as it waits for something.</summary>
    public static async Task<Told> StoppedAsync(string[] arguments)
    {
        var (bytes, error) = (new MemoryStream(), new StringWriter { NewLine = "\n" });
        using var signals = new Signals(_ => { });
        int code;
        using (var output = new Output(bytes, isTerminal: false))
        {
            var running = CommandLine.RunAsync(arguments, output, error, TimeProvider.System, signals);
            signals.AskToStop();
            code = await running;
        }
        return new Told(code, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
