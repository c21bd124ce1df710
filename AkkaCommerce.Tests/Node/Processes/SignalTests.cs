using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>How a running shop is ended: some seconds each.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class SignalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-signals-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_closed_terminal_ends_it_well()
    {
        using var program = await RunningAsync("run", "--from", "-10m");
        program.HangUp();

        (await program.EndAsync()).ShouldSucceed();
        (await ProgramProcess.RunAsync(_folder, "verify")).ShouldSucceed();
    }

    [Fact]
    public async Task Ctrl_C_while_it_catches_up_at_full_speed_with_fifty_thousand_shoppers_awake_ends_it_well()
    {
        using var program = await RunningAsync("run", "--from", "-3h", "--shoppers", "60000", "--visits-per-day", "20");
        program.Interrupt();

        var ended = await program.EndAsync();

        ended.ShouldSucceed();
        ended.Error.ShouldNotContain(" warn ");
        ended.Error.ShouldNotContain(" error ");
        (await ProgramProcess.RunAsync(_folder, "verify")).ShouldSucceed();
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_it_at_once()
    {
        using var program = await RunningAsync("run", "--from", "-10m");
        using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "akkacommerce.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var writing = await database.BeginTransactionAsync(); // nothing more can be written: a good end has to wait
            await Task.Delay(TimeSpan.FromSeconds(1));
            program.Interrupt();
            await Task.Delay(TimeSpan.FromMilliseconds(300));
            program.HasEnded.ShouldBeFalse();

            program.Interrupt();

            (await program.EndAsync()).Code.ShouldBe(130);
        }
        (await ProgramProcess.RunAsync(_folder, "run", "--roles", "analytics", "--until-idle")).ShouldSucceed();
        (await ProgramProcess.RunAsync(_folder, "verify")).ShouldSucceed();
    }

    [Fact]
    public async Task Signals_to_its_very_end_change_nothing_of_how_a_run_ends()
    {
        for (var time = 0; time < 5; time++)
        {
            var data = $"data{time}";
            using var program = ProgramProcess.Start(
                _folder, "run", "--data", data, "--speed", "max", "--from", "2025-09-07T12:00:00Z", "--until", "+1m", "--shoppers", "500", "--shards", "2", "--log-level", "debug");
            await program.SaysAsync("CoordinatedShutdown invoked");

            var ended = await program.TerminateToTheEndAsync();

            ended.ShouldSucceed();
            ended.Lines[^1].ShouldMatch(@"^\d+ events, \d+ orders, revenue [\d.,]+, [\d.]+ s ", ended.ToString());
            ended.Error.ShouldNotContain("Unhandled");
        }
    }

    [Fact]
    public async Task Export_follows_a_running_shop_until_its_reader_goes_away()
    {
        using var program = await RunningAsync("run", "--from", "-10m", "--visits-per-day", "30");

        var head = await ProgramProcess.HeadAsync(_folder, 5, "export", "--follow");

        head.ShouldSucceed();
        head.Lines.Length.ShouldBe(5);
        program.Terminate();
        (await program.EndAsync()).ShouldSucceed();
    }

    /// <summary>A shop that shows a window.</summary>
    private async Task<ProgramProcess> RunningAsync(params string[] arguments)
    {
        var program = ProgramProcess.Start(_folder, arguments);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await ProgramProcess.RunAsync(_folder, "snapshot")).Code != 0) await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        return program;
    }
}
