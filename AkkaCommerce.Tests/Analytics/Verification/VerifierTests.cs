using System.Text;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Analytics.Panes;
using AkkaCommerce.Analytics.Verification;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Tests.Analytics.Hosting;
using AkkaCommerce.Tests.Analytics.Storage;
using Dapper;

namespace AkkaCommerce.Tests.Analytics.Verification;

public sealed class VerifierTests : IAsyncDisposable
{
    /// <summary>A shop whose events are foreign to this one.</summary>
    private static readonly HandMadeShop Others = new(seed: 6, TimeSpan.FromMinutes(7), events: 100);

    private readonly TemporaryDatabase _database = new();
    private readonly MemoryEventLog _log = new(new MemoryLogOptions { Shards = 2 });
    private readonly HandMadeShop _shop = new(seed: 5, TimeSpan.FromMinutes(7), events: 700);

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task A_log_and_its_windows_that_are_as_they_should_be_hold()
    {
        var report = await Verify();

        report.Findings.ShouldBeEmpty();
        report.Holds.ShouldBeTrue();
        report.Windows.ShouldBe(_shop.Finals().Count);
        report.Events.ShouldBe(_shop.Events.Count);
        report.Orders.ShouldBe(_shop.Events.Count(e => e.Type == EventType.Purchase));
        report.Revenue.ShouldBe(_shop.Events.Where(e => e.Type == EventType.Purchase).Sum(e => e.Cents * e.Quantity) / 100m);
        report.Foreign.ShouldBe(0);
        report.PanesNotOnBoard.ShouldBe(0);
    }

    [Fact]
    public async Task Events_are_what_panes_hold_and_what_was_late_foreign_ones_among_them_and_dead_letters_apart()
    {
        await WriteForeignAsync(Foreign(shard: 0), Foreign(shard: 1));

        var report = await Verify();

        report.Findings.ShouldBeEmpty();
        (report.Events, report.Foreign, report.Dead).ShouldBe((_shop.Events.Count + 1, 1, 1));
    }

    [Fact]
    public async Task A_lost_record_is_found_and_named()
    {
        var lost = _shop.Events[333];

        var report = await Verify(fault: e => e == lost ? 0 : 1);

        report.Lost.ShouldBe(1);
        report.Holds.ShouldBeFalse();
        report.Findings.ShouldContain(finding => finding.Contains(_shop.IdOf(lost).ToString()) && finding.Contains(lost.Type.ToString()));
    }

    [Fact]
    public async Task A_doubled_record_is_found_and_named()
    {
        var doubled = _shop.Events[222];

        var report = await Verify(fault: e => e == doubled ? 2 : 1);

        report.Doubled.ShouldBe(1);
        report.Lost.ShouldBe(0);
        report.Findings.ShouldContain(finding => finding.Contains(_shop.IdOf(doubled).ToString()));
    }

    [Theory]
    [InlineData("\"orders\":", "\"orders\":9", "orders")]
    [InlineData("\"unique_viewers\":", "\"unique_viewers\":9", "unique viewers")]
    [InlineData("\"abandoning_carters\":", "\"abandoning_carters\":9", "abandoning carters")]
    [InlineData("\"page_view\":", "\"page_view\":9", "PageView")]
    public async Task A_changed_window_is_found(string field, string changed, string named)
    {
        var report = await Verify(afterwards: "UPDATE windows SET snapshot = replace(snapshot, '" + field + "', '" + changed + "') WHERE window_end = (SELECT max(window_end) FROM windows)");

        report.Differences.ShouldBeGreaterThan(0);
        report.Findings.ShouldContain(finding => finding.Contains(named));
    }

    [Fact]
    public async Task A_missing_window_is_found()
    {
        var report = await Verify(afterwards: "DELETE FROM windows WHERE window_end = (SELECT max(window_end) FROM windows) - 60000");

        report.Findings.ShouldContain(finding => finding.Contains("missing"));
    }

    [Fact]
    public async Task A_changed_count_of_late_events_is_found()
    {
        var report = await Verify(afterwards: $"INSERT INTO counts (shard, entry, pane, late, dead) VALUES (0, 1, {HandMadeShop.From.Milliseconds}, 1, 0)");

        report.Differences.ShouldBe(1);
    }

    /// <summary>All on the partition of shard 0: an event of another shard's user is a dead letter there.</summary>
    private async Task WriteForeignAsync(params HandMadeEvent[] events)
    {
        using var system = ActorSystem.Create("foreign");
        await using var writer = await _log.OpenWriterAsync(0, "foreign", default);
        var batch = new ShardBatch(1, new Progress(HandMadeShop.From));
        foreach (var e in events) batch.Events(Topic.PageViews).Add(Encoding.UTF8.GetBytes(UserIds.Text(e.User)), HandMadeShop.JsonOf(e, Others.IdOf(e)));
        await Source.Single(batch).Via(writer.Flow).RunWith(Sink.Ignore<ShardCommitted>(), system.Materializer());
    }

    /// <summary>Behind the simulation's end, so that no window waits for others like it.</summary>
    private HandMadeEvent Foreign(int shard) => Others.Events.First(e => e.Type == EventType.PageView && Partitioner.ShardOf(e.User, 2) == shard) with
    {
        Time = (_shop.Run.Until!.Value + TimeSpan.FromSeconds(20)).Milliseconds,
    };

    private async Task<VerificationReport> Verify(Func<HandMadeEvent, int>? fault = null, string? afterwards = null)
    {
        await using var node = await AnalysisNode.StartAsync(_log, _database, _shop.Run);
        await _shop.WriteAsync(_log, node.System.Materializer(), TimeSpan.FromSeconds(7), fault);
        await node.Watch.UntilFinalAsync(_shop.Run.Until!.Value, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        if (afterwards is not null)
        {
            using var connection = _database.Open();
            connection.Execute(afterwards);
        }
        return await new Verifier(new VerificationRequest
        {
            Log = _log,
            Database = _database.Database,
            Options = AnalysisOptions.Of(AnalysisNode.RunOf(_log)),
            Run = _shop.Run,
            Expected = new HandMadeExpectation(_shop, _log.Shards),
            Materializer = node.System.Materializer(),
        }).RunAsync(default);
    }
}
