namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A shop whose events come late, twice, never, out of order, and after an outage.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class ImperfectRunTests : IDisposable
{
    private static readonly string[] Imperfect =
    [
        "--from", "2025-09-07T12:00:00Z", "--until", "+1h", "--shoppers", "2000", "--shards", "4",
        "--late", "2%:5s..2m", "--duplicate", "1%", "--lose", "1%", "--reorder", "2s", "--outage", "12:20+10m",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-imperfect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_and_started_again_it_writes_what_the_seed_says_and_verify_reconciles_what_was_injected()
    {
        using (var program = ProgramProcess.Start(_folder, ["run", "--speed", "300", .. Imperfect]))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while ((await RunAsync("snapshot", "--final")).Code != 0) await Task.Delay(100, patience.Token);
            program.Kill();
            await program.EndAsync();
        }
        (await RunAsync("run", "--speed", "max")).ShouldSucceed();
        (await RunAsync(["run", "--speed", "max", "--data", "undisturbed", .. Imperfect])).ShouldSucceed();

        var (verified, undisturbed) = (await RunAsync("verify"), await RunAsync("verify", "--data", "undisturbed"));
        verified.ShouldSucceed();
        undisturbed.ShouldSucceed();
        verified.Output.ShouldContain("on purpose: late 2%:5s..2m, duplicate 1%:1s..1m, lose 1%, reorder 2s, outage 12:20+10m");
        // What is late of what was delayed depends on when its pane closed; all else is the seed's.
        Rows(verified).ShouldBe(Rows(undisturbed));
        Sorted(await RunAsync("export")).ShouldBe(Sorted(await RunAsync(["simulate", .. Imperfect])));
        (await RunAsync("topics")).Output.ShouldContain("on purpose: late 2%:5s..2m");
    }

    [Fact]
    public async Task Others_than_those_of_the_first_start_are_refused_by_name()
    {
        (await RunAsync("run", "--from", "2025-09-07T12:00:00Z", "--until", "+10m", "--shoppers", "200", "--speed", "max", "--lose", "1%")).ShouldSucceed();

        var refused = await RunAsync("run", "--lose", "2%", "--late", "1%");

        refused.Code.ShouldBe(1, refused.ToString());
        refused.Error.ShouldContain("late: none kept, 1%:5s..2m asked; lose: 1% kept, 2% asked");
        (await RunAsync("run", "--lose", "1%")).ShouldSucceed();
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => ProgramProcess.RunAsync(_folder, arguments);

    /// <summary>The figures of verify that are functions of the seed.</summary>
    private static string[] Rows(ProgramResult verified) =>
    [
        .. verified.Lines.SkipWhile(line => !line.Contains("│ events")).TakeWhile(line => line.StartsWith('│'))
            .Where(line => !line.Contains("│   late "))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];

    private static string[] Sorted(ProgramResult events)
    {
        events.ShouldSucceed();
        return [.. events.Lines.Order(StringComparer.Ordinal)];
    }
}
