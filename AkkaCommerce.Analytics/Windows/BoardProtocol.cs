using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// What analysts and the board say to each other. An analyst sends the entries that follow the last one the board took, then asks; the board takes
/// an entry only if it names the last one it took, so that any message may be lost, repeated, late or out of order: the answer to the next question,
/// at least once a second, tells where to go on.
/// </summary>
public interface IBoardMessage;

/// <summary>An analyst asks what the board has of its shard.</summary>
public sealed record AskBoard(int Shard) : IBoardMessage;

/// <summary>The board's answer.</summary>
/// <param name="LastTaken">The last entry it took: the next must name it.</param>
/// <param name="Used">The last entry all of whose closes are in windows that are written, durably: the journal may be trimmed behind it.</param>
/// <param name="OthersClosedThrough">The greatest closed-through of the other shards; <see cref="Timestamp.Min"/>: nothing.</param>
public sealed record BoardHas(int Shard, EntryName LastTaken, EntryName Used, Timestamp OthersClosedThrough) : IBoardMessage;

/// <summary>A part of an entry (<see cref="IsLive"/>: of a picture of the open panes), which may be larger than a message between nodes.</summary>
/// <param name="Name">Of the entry; of a picture: its version and incarnation.</param>
/// <param name="Part">From 0.</param>
public sealed record EntryPart(int Shard, EntryName Name, bool IsLive, int Part, int Parts, ReadOnlyMemory<byte> Bytes) : IBoardMessage
{
    /// <summary>The most bytes of a part: a message between nodes holds it.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>An entry or a picture, in parts.</summary>
    public static IEnumerable<EntryPart> Split(int shard, EntryName name, bool isLive, ReadOnlyMemory<byte> bytes)
    {
        var parts = Math.Max(1, (bytes.Length + MaxBytes - 1) / MaxBytes);
        for (var part = 0; part < parts; part++)
        {
            var from = part * MaxBytes;
            yield return new EntryPart(shard, name, isLive, part, parts, bytes[from..Math.Min(bytes.Length, from + MaxBytes)]);
        }
    }
}

/// <summary>By pub-sub: the live window as of now.</summary>
public sealed record LiveWindow(WindowSnapshot Snapshot)
{
    public const string Topic = "windows-live";
}

/// <summary>By pub-sub, a hint: final windows are written through a moment; the table `windows` has them.</summary>
public sealed record FinalsWritten(Timestamp Through)
{
    public const string Topic = "windows-final";
}
