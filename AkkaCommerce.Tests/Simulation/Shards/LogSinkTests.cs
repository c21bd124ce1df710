using Akka.Streams;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Shards;

public sealed class LogSinkTests : VirtualTimeKit
{
    [Fact]
    public async Task A_batch_that_the_logs_stream_takes_no_more_has_failed()
    {
        var owner = CreateTestProbe();
        var writer = await new ScriptedLog().OpenWriterAsync(0, Progress.Simulation, default);
        var sink = new LogSink(writer, incarnation: 7, owner, Sys.Materializer());
        sink.Write(new ShardBatch(1, new Progress(Shops.Noon)));
        owner.ExpectMsg<BatchCommitted>().Committed.Progress.Through.ShouldBe(Shops.Noon);
        sink.Complete();
        owner.ExpectMsg<LogFailed>().Cause.Message.ShouldBe("The log's stream has ended.");

        sink.Write(new ShardBatch(2, new Progress(Shops.Noon.Plus(1))));

        owner.ExpectMsg<LogFailed>().Incarnation.ShouldBe(7);
        owner.HasMessages.ShouldBeFalse();
    }
}
