using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Tests.Analytics.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Node.Hosting;

public sealed class ShardReportsTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(5000));
    private readonly ShardStore _store;

    public ShardReportsTests() => _store = new ShardStore(_database.Database);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task At_the_end_the_newest_of_each_shard_is_in_the_table()
    {
        var reports = Reports();
        reports.Report(Status(shard: 0, closed: 10));
        reports.Report(Status(shard: 1, closed: null));
        reports.Report(Status(shard: 0, closed: 20));

        await reports.DisposeAsync();
        await reports.DisposeAsync();

        (await _store.ReadAsync(default)).ShouldBe([Row(shard: 0, closed: 20), Row(shard: 1, closed: null)]);
    }

    [Fact]
    public async Task Each_second_it_is_written_and_then_forgotten_for_an_analyst_may_go_on_elsewhere()
    {
        await using (var reports = Reports())
        {
            reports.Report(Status(shard: 0, closed: 10));
            (await _store.ReadAsync(default)).ShouldBeEmpty();
            await PassesAsync(TimeSpan.FromSeconds(1), until: rows => rows.Count == 1);
            await _store.WriteAsync([Row(shard: 0, closed: 90)], default);
            reports.Report(Status(shard: 1, closed: 10));
            await PassesAsync(TimeSpan.FromSeconds(1), until: rows => rows.Count == 2);
        }

        (await _store.ReadAsync(default)).Select(row => row.ClosedThrough).ShouldBe([new Timestamp(90), new Timestamp(10)]);
    }

    private ShardReports Reports() => new(_store, _time, NullLogger<ShardReports>.Instance);

    /// <summary>The clock moves on, and what is due then is done on another thread.</summary>
    private async Task PassesAsync(TimeSpan time, Func<IReadOnlyList<ShardStatus>, bool> until)
    {
        _time.Advance(time);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!until(await _store.ReadAsync(patience.Token))) await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
    }

    private static AnalystStatus Status(int shard, long? closed) =>
        new(shard, closed is { } end ? new Timestamp(end) : Timestamp.Min, Timestamp.Min, "simulation", default, default, default, EntryName.None, true, true, Timestamp.Min);

    private static ShardStatus Row(int shard, long? closed) =>
        new(shard, closed is { } end ? new Timestamp(end) : null, null, "simulation", default, 0, new Timestamp(5000));
}
