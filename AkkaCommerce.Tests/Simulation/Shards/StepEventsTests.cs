using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Simulation.Shards;

public sealed class StepEventsTests
{
    [Theory]
    [InlineData(new[] { 10 })]
    [InlineData(new[] { 0, 30_000, 30_000, 30_000, 1, 0 })]
    [InlineData(new[] { 65_000, 200_000, 3, 70_000, 65_000 })]
    public void What_shoppers_wrote_is_read_again_from_one_piece_or_many(int[] lengths)
    {
        var events = new StepEvents();
        for (var round = 0; round < 3; round++)
        {
            var want = new List<string>();
            foreach (var part in lengths.Chunk(2)) Add(events, part, want);
            events.Count.ShouldBe(want.Count);
            for (var at = 0; at < want.Count; at++)
                Encoding.UTF8.GetString(PackedRecords.ValueOf(events.Record(events.Entries[at]))).ShouldBe(want[at]);
            events.Clear();
            events.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void What_was_lost_has_no_bytes_and_takes_no_room()
    {
        using var buffer = EventBuffer.Rent();
        buffer.AddLost(5, EventType.PageView);
        var events = new StepEvents();
        events.Add(buffer);
        events.Record(events.Entries[0]).Length.ShouldBe(0);
        (events.Entries[0].Kind, events.Entries[0].Time).ShouldBe((EmissionKind.Lost, 5));
    }

    private static void Add(StepEvents events, int[] lengths, List<string> want)
    {
        using var buffer = EventBuffer.Rent();
        foreach (var length in lengths)
        {
            var text = new string((char)('a' + want.Count % 26), length);
            Encoding.UTF8.GetBytes(text, buffer.Reserve(7, length));
            buffer.AddReserved(want.Count, want.Count, EventType.PageView, EmissionKind.Plain, WriteDelays.None, 0, length);
            want.Add(text);
        }
        events.Add(buffer);
    }
}
