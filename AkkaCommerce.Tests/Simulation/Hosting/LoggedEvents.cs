using System.IO.Pipelines;
using System.Text;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Hosting;

/// <summary>The events of a simulation, in order of their text: those that a log holds, and those that the shop itself makes.</summary>
internal static class LoggedEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<List<string>> OfAsync(IEventLog log)
    {
        var events = new List<string>();
        using var system = ActorSystem.Create("reading", "akka { loglevel = OFF, stdout-loglevel = OFF }");
        using var materializer = system.Materializer();
        for (var shard = 0; shard < log.Shards; shard++)
        {
            var ends = await log.EndsAsync(shard, CancellationToken.None);
            var expected = Enumerable.Range(0, Topics.EventTopics).Sum(topic => ends[topic]);
            var read = 0L;
            if (expected == 0) continue;
            await log.Read(shard, Positions.Start, TopicSet.Events).Select(batch =>
            {
                using (batch)
                    foreach (var record in batch)
                        events.Add(Encoding.UTF8.GetString(record.Value));
                return read += batch.Count;
            }).TakeWhile(count => count < expected, inclusive: true).RunWith(Sink.Ignore<long>(), materializer).WaitAsync(Patience);
        }
        events.Sort(StringComparer.Ordinal);
        return events;
    }

    public static async Task<List<string>> StraightAsync(SimulationRun run)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await new SimulatedShop(new Shop(run), CampaignList.None).WriteAsync(pipe.Writer, run.Until!.Value, CancellationToken.None);
        await pipe.Writer.CompleteAsync();
        using var reader = new StreamReader(pipe.Reader.AsStream());
        List<string> events = [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        events.Count.ShouldBeGreaterThan(1000);
        events.Sort(StringComparer.Ordinal);
        return events;
    }
}
