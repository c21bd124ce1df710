using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Akka.Actor;
using Akka.Serialization;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Analytics.Hosting;

/// <summary>The bytes of what analysts and the board persist, say and publish; a manifest names a form and its version.</summary>
public sealed class AnalyticsSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The types it is for.</summary>
    public static readonly IReadOnlyList<Type> Types = [typeof(AnalystEntry), typeof(IBoardMessage), typeof(LiveWindow), typeof(FinalsWritten), typeof(AnalystStatus), typeof(RecentEvents)];

    public override int Identifier => 41_001;

    public override string Manifest(object o) => o switch
    {
        AnalystEntry => "E1",
        AskBoard => "A1",
        BoardHas => "H1",
        EntryPart => "P1",
        LiveWindow => "L1",
        FinalsWritten => "F1",
        AnalystStatus => "S1",
        RecentEvents => "R1",
        _ => throw Unknown(o.GetType().Name),
    };

    public override byte[] ToBinary(object obj)
    {
        if (obj is AnalystEntry entry) return entry.Bytes.ToArray();
        if (obj is RecentEvents recent) return RecentEventsCodec.Write(recent);
        if (obj is LiveWindow live)
        {
            var json = new ArrayBufferWriter<byte>(4096);
            SnapshotJson.Write(live.Snapshot, json);
            return json.WrittenSpan.ToArray();
        }
        var fields = new FieldWriter();
        switch (obj)
        {
            case AskBoard ask: fields.Add(ask.Shard); break;
            case BoardHas has: fields.Add(has.Shard).Add(has.LastTaken).Add(has.Used).Add(has.OthersClosedThrough.Milliseconds); break;
            case EntryPart part:
                fields.Add(part.Shard).Add(part.Name).Add(part.IsLive ? 1 : 0).Add(part.Part).Add(part.Parts);
                return fields.Append(part.Bytes.Span);
            case FinalsWritten finals: fields.Add(finals.Through.Milliseconds); break;
            case AnalystStatus status:
                fields.Add(status.Shard).Add(status.ClosedThrough.Milliseconds).Add(status.CommittedThrough.Milliseconds)
                    .Add(status.Positions).Add(status.NeededFrom).Add(status.Ends).Add(status.Newest)
                    .Add(status.IsSettled ? 1 : 0).Add(status.AllEventsClosed ? 1 : 0).Add(status.LastWindowEnd.Milliseconds).Add(status.FoldedEvents);
                return fields.Append(Encoding.UTF8.GetBytes(status.HeldBackBy));
            default: throw Unknown(obj.GetType().Name);
        }
        return fields.Append([]);
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var fields = new FieldReader(bytes);
        return manifest switch
        {
            "E1" => AnalystEntry.Read(bytes),
            "A1" => new AskBoard((int)fields.Next()),
            "H1" => new BoardHas((int)fields.Next(), fields.NextName(), fields.NextName(), new Timestamp(fields.Next())),
            "P1" => new EntryPart((int)fields.Next(), fields.NextName(), fields.Next() != 0, (int)fields.Next(), (int)fields.Next(), fields.Rest()),
            "L1" => new LiveWindow(SnapshotJson.Read(bytes)),
            "F1" => new FinalsWritten(new Timestamp(fields.Next())),
            "S1" => Status(fields),
            "R1" => RecentEventsCodec.Read(bytes),
            _ => throw Unknown(manifest),
        };
    }

    private static AnalystStatus Status(FieldReader fields)
    {
        var (shard, closed, committed) = ((int)fields.Next(), new Timestamp(fields.Next()), new Timestamp(fields.Next()));
        var (positions, needed, ends, newest) = (fields.NextPositions(), fields.NextPositions(), fields.NextPositions(), fields.NextName());
        var (settled, allClosed, last, folded) = (fields.Next() != 0, fields.Next() != 0, new Timestamp(fields.Next()), fields.Next());
        return new AnalystStatus(shard, closed, committed, Encoding.UTF8.GetString(fields.Rest().Span), positions, needed, ends, newest, settled, allClosed, last) { FoldedEvents = folded };
    }

    private static ArgumentException Unknown(string what) => new($"Not a message of the analysis: {what}.");

    private sealed class FieldWriter
    {
        private readonly byte[] _fields = new byte[256];
        private int _length;

        public FieldWriter Add(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_fields.AsSpan(_length), value);
            _length += sizeof(long);
            return this;
        }

        public FieldWriter Add(EntryName name) => Add(name.Number).Add(name.Incarnation);

        public FieldWriter Add(Positions positions)
        {
            for (var topic = 0; topic < Topics.Count; topic++) Add(positions[topic]);
            return this;
        }

        public byte[] Append(ReadOnlySpan<byte> rest) => [.. _fields.AsSpan(0, _length), .. rest];
    }

    private struct FieldReader(byte[] bytes)
    {
        private int _at;

        public long Next()
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(_at));
            _at += sizeof(long);
            return value;
        }

        public EntryName NextName() => new(Next(), Next());

        public Positions NextPositions()
        {
            Positions positions = default;
            for (var topic = 0; topic < Topics.Count; topic++) positions[topic] = Next();
            return positions;
        }

        public readonly ReadOnlyMemory<byte> Rest() => bytes.AsMemory(_at);
    }
}
