namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Foreign events by real processes: some seconds each.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class ReplayTests : IDisposable
{
    private const int Events = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-replay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_replay_killed_at_any_moment_goes_on_and_loses_and_doubles_nothing()
    {
        var lines = Enumerable.Range(0, Events).Select(View).ToArray();
        await WriteAsync(lines);
        var random = new Random(3);
        for (var life = 0; life < 4; life++)
        {
            using var program = ProgramProcess.Start(_folder, "replay", "events.ndjson");
            await Task.Delay(TimeSpan.FromMilliseconds(250 + random.Next(700)));
            if (!program.HasEnded) program.Kill();
            await program.EndAsync();
        }
        (await ProgramProcess.RunAsync(_folder, "replay", "events.ndjson")).ShouldSucceed();

        (await ProgramProcess.RunAsync(_folder, "export")).Lines.Order(StringComparer.Ordinal).ShouldBe(lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Events_of_windows_that_are_final_are_late_and_change_none()
    {
        (await ProgramProcess.RunAsync(_folder, "run", "--speed", "max", "--from", "2025-09-07T12:00:00Z", "--until", "+10m", "--shoppers", "500", "--shards", "2")).ShouldSucceed();
        var finals = (await ProgramProcess.RunAsync(_folder, "snapshot", "--all", "--json")).Output;
        await WriteAsync(["", "nonsense", .. Enumerable.Range(0, 40).Select(View)]);

        var replayed = await ProgramProcess.RunAsync(_folder, "replay", "events.ndjson");
        var analysed = await ProgramProcess.RunAsync(_folder, "run", "--roles", "analytics", "--until-idle");

        replayed.Output.ShouldBe("accepted 40, rejected 1, late 40\n");
        analysed.ShouldSucceed();
        (await ProgramProcess.RunAsync(_folder, "snapshot", "--all", "--json")).Output.ShouldBe(finals);
        var verified = await ProgramProcess.RunAsync(_folder, "verify");
        verified.ShouldSucceed();
        verified.Output.ShouldMatch(@"late\s+│\s+40");
        verified.Output.ShouldMatch(@"foreign\s+│\s+40");
    }

    private Task WriteAsync(IEnumerable<string> lines) => File.WriteAllLinesAsync(Path.Combine(_folder, "events.ndjson"), lines);

    private static string View(int number) => FormattableString.Invariant(
        $$"""{"event_id":"e{{number}}","event_type":"page_view","user_id":"client-{{number % 977}}","product_id":"p{{number % 31}}","product_category":"c","product_price":1.5,"timestamp":"2025-09-07T12:0{{number % 10}}:{{number % 60:00}}Z"}""");
}
