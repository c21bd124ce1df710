using System.Text;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Ingestion.Replay;
using AkkaCommerce.Tests.Ingestion.Runs;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Ingestion.Replay;

public sealed class ReplayFileTests : IAsyncLifetime
{
    private const int Shards = 3;

    private readonly ActorSystem _system = ActorSystem.Create("replay", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
    private readonly TemporaryFolder _folder = new();
    private readonly Letters _letters = new();
    private MemoryEventLog _log = new(new MemoryLogOptions { Shards = Shards });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        await _log.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Events_go_to_their_topic_and_partition_with_their_user_as_key_and_keep_their_bytes()
    {
        var lines = Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? View(i) : $$"""  { "timestamp":"2025-09-07T15:30:00+02:00", "user_id":"us\u0065r{{i}}", "event_type":"session_start", "event_id":"x{{i}}" }""").ToArray();

        var result = await Run(_log, Write(string.Join(" \r\n", lines)));

        (result.Accepted, result.AlreadyThere, result.Rejected).ShouldBe((50, 0, 0));
        var records = await Records();
        records.Select(record => record.Value).ShouldBe(lines, ignoreOrder: true);
        foreach (var record in records)
        {
            record.Shard.ShouldBe(Partitioner.ShardOf(Encoding.UTF8.GetBytes(record.Key), Shards));
            record.Topic.ShouldBe(record.Value.Contains("page_view") ? Topic.PageViews : Topic.Sessions);
            record.Key.ShouldStartWith("user");
        }
    }

    [Fact]
    public async Task Lines_that_are_no_events_become_dead_letters_with_their_number_and_reason()
    {
        var own = new byte[EventWriter.FixedBytes];
        var length = EventWriter.WriteSessionStart(own, new EventHead(new EventId(7, 1, 20_000, 1, 1), new Timestamp(1_757_259_000_000)));
        var text = $"\ufeff{View(1)}\n\n   \nnonsense\n{Encoding.UTF8.GetString(own, 0, length)}\n{View(2).Replace("9.99", "-9.99")}\n\"{new string('x', 10_000_000)}\"\n{View(3)}";

        var result = await Run(_log, Write(text), run: 7);

        (result.Accepted, result.Rejected).ShouldBe((2, 4));
        _letters.Kept.Values.Select(line => (line.Line, line.Reason)).ShouldBe(
            [(4, "not JSON"), (5, "event_id of this log's own simulation"), (6, "product_price is negative"), (7, "too large")], ignoreOrder: true);
        _letters.Kept.Values.ShouldAllBe(line => line.Origin == result.Source.Replace("replay-", "replay:"));
        var huge = _letters.Kept.Values.Single(line => line.Line == 7);
        (huge.Length, huge.Body.Length).ShouldBe((10_000_002, ReplayGathering.MostBodyBytes));
        _letters.Kept.Values.Single(line => line.Line == 5).Time.ShouldBe(new Timestamp(1_757_259_000_000));
    }

    [Fact]
    public async Task A_file_replayed_to_its_end_is_replayed_a_second_time_only_when_asked_for_again()
    {
        var file = Write(string.Join('\n', Enumerable.Range(0, 20).Select(View)));
        await Run(_log, file);

        (await Run(_log, file)).WasComplete.ShouldBeTrue();
        (await Records()).Count.ShouldBe(20);

        var again = await Run(_log, file, again: true);
        (again.Accepted, again.WasComplete).ShouldBe((20, false));
        again.Source.ShouldEndWith("-2");
        (await Records()).Count.ShouldBe(40);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_off_at_any_batch_before_or_after_its_commit_the_same_replay_goes_on_and_every_event_is_there_once(bool committed)
    {
        var file = Write(string.Join('\n', Enumerable.Range(0, 60).Select(i => i % 7 == 3 ? $"rubbish {i}" : View(i))));
        var counting = new FailingLog(_log, failAt: 0, committed);
        await Run(counting, file);
        counting.Batches.ShouldBeGreaterThan(15);

        for (var failAt = 1; failAt <= counting.Batches; failAt++)
        {
            await using var log = _log = new MemoryEventLog(new MemoryLogOptions { Shards = Shards });
            _letters.Kept.Clear();

            await Should.ThrowAsync<LogUnavailableException>(() => Run(new FailingLog(log, failAt, committed), file));
            var rest = await Run(log, file);

            var values = (await Records()).Select(record => record.Value).ToList();
            values.Count.ShouldBe(51);
            values.Distinct().Count().ShouldBe(51);
            _letters.Kept.Count.ShouldBe(9);
            if (!rest.WasComplete) (rest.Accepted + rest.AlreadyThere).ShouldBe(51);
        }
    }

    [Fact]
    public async Task A_replay_that_fails_after_every_commit_still_comes_to_its_end()
    {
        var file = Write(string.Join('\n', Enumerable.Range(0, 60).Select(View)));
        var failures = 0;
        while (true)
        {
            try
            {
                await Run(new FailingLog(_log, failAt: 1, committed: true), file);
                break;
            }
            catch (LogUnavailableException)
            {
                (++failures).ShouldBeLessThan(100);
            }
        }

        failures.ShouldBeGreaterThan(5);
        (await Records()).Select(record => record.Value).Distinct().Count().ShouldBe(60);
        (await Records()).Count.ShouldBe(60);
    }

    [Fact]
    public async Task Standard_input_is_replayed_and_every_time_anew()
    {
        var bytes = Encoding.UTF8.GetBytes(View(1) + "\n" + View(2));
        var options = new ReplayOptions { Path = ReplayOptions.StandardInput };

        (await Replay(_log).RunAsync(options, new MemoryStream(bytes), default)).Accepted.ShouldBe(2);
        (await Replay(_log).RunAsync(options, new MemoryStream(bytes), default)).Accepted.ShouldBe(2);

        (await Records()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task With_a_speed_events_come_as_their_times_say()
    {
        var (began, time) = (DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_500), new FakeTimeProvider(DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_500)));
        // Nobody waits for the year 9999: the analysis takes no event of it.
        var file = Write($"{View(0).Replace("\"timestamp\":\"2", "\"timestamp\":\"9", StringComparison.Ordinal)}\n{View(0)}\n{View(10)}\n{View(20)}");
        var replay = new ReplayFile(_log, _letters, _system.Materializer(), time).RunAsync(new ReplayOptions { Path = file, Speed = 10 }, null, default);

        (await Records(2)).Count.ShouldBe(2);
        replay.IsCompleted.ShouldBeFalse();
        while (!replay.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        (await replay).Accepted.ShouldBe(4);
        time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(began + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_IO_failure_and_an_impossible_speed_an_argument()
    {
        await Should.ThrowAsync<IOException>(() => Run(_log, _folder.File("nowhere")));
        await Should.ThrowAsync<ArgumentException>(() => Replay(_log).RunAsync(new ReplayOptions { Path = "-", Speed = 0 }, Stream.Null, default));
    }

    private static string View(int i) =>
        $$"""{"event_id":"e{{i}}","event_type":"page_view","user_id":"user{{i}}","product_id":"p","product_category":"c","product_price":9.99,"timestamp":"2025-09-07T15:30:{{i:D2}}Z"}""";

    private string Write(string text)
    {
        var path = _folder.File("events.ndjson");
        File.WriteAllText(path, text);
        return path;
    }

    private ReplayFile Replay(IEventLog log) => new(log, _letters, _system.Materializer(), TimeProvider.System);

    private Task<ReplayResult> Run(IEventLog log, string path, bool again = false, long? run = null) =>
        Replay(log).RunAsync(new ReplayOptions { Path = path, Again = again, OwnRun = run, MostGathered = 5 }, null, default);

    /// <summary>All events that the log holds; or, of those yet to come, so many.</summary>
    private async Task<List<(int Shard, Topic Topic, string Key, string Value)>> Records(int? count = null)
    {
        var found = new List<(int, Topic, string, string)>();
        for (var shard = 0; shard < Shards; shard++)
        {
            var at = shard;
            var ends = await _log.EndsAsync(shard, default);
            var expected = Enumerable.Range(0, Topics.EventTopics).Sum(topic => ends[topic]);
            if (count is not null && shard != Partitioner.ShardOf("user0"u8, Shards)) continue;
            await _log.Read(shard, default, TopicSet.Events)
                .Select(batch =>
                {
                    using (batch)
                    {
                        var values = new List<(int, Topic, string, string)>();
                        foreach (var record in batch) values.Add((at, batch.Topic, Encoding.UTF8.GetString(record.Key), Encoding.UTF8.GetString(record.Value)));
                        return values;
                    }
                })
                .SelectMany(values => values)
                .Take(count ?? expected)
                .RunForeach(found.Add, _system.Materializer())
                .WaitAsync(TimeSpan.FromSeconds(20));
        }
        return found;
    }

    private sealed class Letters : IDeadLetters
    {
        public Dictionary<(string, long), RejectedLine> Kept { get; } = [];

        public Task WriteAsync(IReadOnlyList<RejectedLine> lines, CancellationToken cancel)
        {
            foreach (var line in lines) Kept.TryAdd((line.Origin, line.Line), line);
            return Task.CompletedTask;
        }
    }
}
