using Akka;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

/// <summary>A node that stops: its writers finish first, and their logs close, each within a bound.</summary>
public sealed class LocalWritersTests : WriterStage
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_node_that_stops_lets_its_writers_commit_what_is_gathered()
    {
        var writer = Begun();
        EventLog.Committing.Close();
        Call(writer, At(10));
        Answered(writer, Asked());

        var finishing = Local.FinishAsync();
        Settle(writer);
        finishing.IsCompleted.ShouldBeFalse();
        EventLog.Committing.Open();

        (await finishing.WaitAsync(Patience)).ShouldBeTrue();
        EventLog.Records().ShouldBe(new StraightShard(Shop, CampaignList.None, At(10)).Records());
    }

    [Fact]
    public async Task A_log_that_does_not_answer_keeps_the_node_for_the_bound_and_no_longer()
    {
        var writer = Begun();
        EventLog.Committing.Close();
        Call(writer, At(10));
        Answered(writer, Asked());

        var finishing = Local.FinishAsync();
        Settle(writer);
        Timers(LocalWriters.Bound - TimeSpan.FromMilliseconds(1));
        finishing.IsCompleted.ShouldBeFalse();
        Timers(TimeSpan.FromMilliseconds(1));

        await finishing.WaitAsync(Patience);
        EventLog.Through.ShouldBe(From);
    }

    [Fact]
    public async Task A_writer_made_while_the_node_stops_does_nothing()
    {
        (await Local.FinishAsync().WaitAsync(Patience)).ShouldBeTrue();
        var writer = Writer();

        Call(writer, From);

        Openings().ShouldBe(0);
        Local.AreFinishing.ShouldBeTrue();
    }

    [Fact]
    public async Task A_writer_that_has_stopped_is_not_waited_for()
    {
        var writer = Begun();
        Watch(writer);
        Sys.Stop(writer);
        ExpectTerminated(writer);

        (await Local.FinishAsync().WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task Logs_that_close_are_waited_for()
    {
        var log = new ClosingLog();
        Local.Close(log);
        var closed = Local.ClosedAsync(Clock);
        closed.IsCompleted.ShouldBeFalse();

        log.Closed.SetResult();

        await closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_log_that_does_not_close_is_waited_for_a_second_and_no_longer()
    {
        Local.Close(new ClosingLog());
        var closed = Local.ClosedAsync(Clock);
        Clock.Advance(LocalWriters.Bound - TimeSpan.FromMilliseconds(1));
        closed.IsCompleted.ShouldBeFalse();

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        await closed.WaitAsync(Patience);
    }

    private sealed class ClosingLog : IShardLogWriter
    {
        public TaskCompletionSource Closed { get; } = new();

        public int Shard => 0;

        public string Source => "simulation";

        public Progress? Progress => null;

        public Flow<ShardBatch, ShardCommitted, NotUsed> Flow => throw new NotSupportedException();

        public ValueTask DisposeAsync() => new(Closed.Task);
    }
}
