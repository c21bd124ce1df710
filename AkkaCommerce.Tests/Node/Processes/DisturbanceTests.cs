using Microsoft.Data.Sqlite;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A run that something disturbs: some seconds each.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class DisturbanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-disturbed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_that_is_held_for_long_is_warned_of_with_the_reason_and_no_storm_and_the_run_goes_on_and_says_that_it_was_disturbed()
    {
        using var program = ProgramProcess.Start(_folder, "run", "--from", "-10m", "--shards", "32", "--log-level", "warning");
        await program.SaysAsync("  events ");
        using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "akkacommerce.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var writing = await database.BeginTransactionAsync();
            await program.SaysAsync(" warn ");
        }
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var before = await FinalAsync();
        while (await FinalAsync() == before) await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        program.Terminate();

        var ended = await program.EndAsync();

        ended.ShouldSucceed();
        var warnings = ended.Error.Split('\n').Where(line => line.Contains(" warn ")).ToArray();
        warnings.ShouldContain(line => line.Contains("locked") || line.Contains("held by another process") || line.Contains("timed out"), ended.Error);
        warnings.Length.ShouldBeLessThan(32, ended.Error);
        ended.Error.ShouldMatch(@"\nakkacommerce: the run was disturbed: \d+ warnings?; 'akkacommerce verify' looks whether all holds\n$");
        (await ProgramProcess.RunAsync(_folder, "verify")).ShouldSucceed();
    }

    /// <summary>The newest final window.</summary>
    private async Task<string> FinalAsync() => (await ProgramProcess.RunAsync(_folder, "snapshot", "--final", "--json")).Output;
}
