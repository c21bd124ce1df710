using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>Recent events as bytes, between nodes.</summary>
internal static class RecentEventsCodec
{
    public static byte[] Write(RecentEvents recent)
    {
        var bytes = new ByteWriter();
        bytes.Number(recent.Shard);
        bytes.Number(recent.Events.Count);
        foreach (var one in recent.Events)
        {
            bytes.Fixed(one.Time.Milliseconds);
            bytes.Byte((byte)one.Type);
            Text(bytes, one.User);
            Text(bytes, one.What);
            bytes.Signed(one.Cents);
        }
        return bytes.Written.ToArray();
    }

    public static RecentEvents Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var (shard, events) = ((int)reader.Number(), new RecentEvent[reader.Count()]);
        for (var i = 0; i < events.Length; i++)
            events[i] = new RecentEvent(new Timestamp(reader.Fixed()), (EventType)reader.Byte(), Text(ref reader), Text(ref reader), reader.Signed());
        return new RecentEvents(shard, events);
    }

    private static void Text(ByteWriter bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        bytes.Number(utf8.Length);
        bytes.Raw(utf8);
    }

    private static string Text(ref ByteReader reader) => Encoding.UTF8.GetString(reader.Raw(reader.Count()));
}
