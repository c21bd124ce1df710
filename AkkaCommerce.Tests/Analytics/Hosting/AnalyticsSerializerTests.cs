using Akka.Actor;
using Akka.TestKit.Xunit2;
using AkkaCommerce.Analytics.Hosting;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Tests.Analytics.Windows;

namespace AkkaCommerce.Tests.Analytics.Hosting;

public sealed class AnalyticsSerializerTests : TestKit
{
    private AnalyticsSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void Messages_come_back_as_they_were()
    {
        Back(new AskBoard(3)).ShouldBe(new AskBoard(3));
        var has = new BoardHas(3, new EntryName(7, -1), new EntryName(5, long.MaxValue), Timestamp.Min);
        Back(has).ShouldBe(has);
        Back(new FinalsWritten(new Timestamp(5))).ShouldBe(new FinalsWritten(new Timestamp(5)));
        var part = (EntryPart)Back(new EntryPart(1, new EntryName(2, 3), true, 4, 5, new byte[] { 6, 7 }));
        (part with { Bytes = default }).ShouldBe(new EntryPart(1, new EntryName(2, 3), true, 4, 5, default));
        part.Bytes.ToArray().ShouldBe([6, 7]);
    }

    [Fact]
    public void Recent_events_come_back_as_they_were()
    {
        RecentEvent[] events =
        [
            new(new Timestamp(-5), EventType.Purchase, "user_é", "order_買", long.MaxValue),
            new(Timestamp.Max, EventType.SessionEnd, "", "", -1),
        ];

        var back = (RecentEvents)Back(new RecentEvents(1023, events));

        (back.Shard, back.Events).ShouldSatisfyAllConditions(one => one.Shard.ShouldBe(1023), one => one.Events.ShouldBe(events));
    }

    [Fact]
    public void An_entry_is_its_own_bytes()
    {
        var entry = new HandMadeChain(2).Closing((5, 3));

        Serializer.ToBinary(entry).ShouldBe(entry.Bytes.ToArray());
        ((AnalystEntry)Back(entry)).Closes.ShouldBe(entry.Closes);
    }

    [Fact]
    public void A_manifest_that_is_not_ours_is_refused() => Should.Throw<ArgumentException>(() => Serializer.FromBinary([], "X9"));

    private object Back(object message) => Serializer.FromBinary(Serializer.ToBinary(message), Serializer.Manifest(message));
}
