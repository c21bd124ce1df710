using System.Buffers;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Formats;

/// <summary>How events are written for others, one after another, where it is not as their own JSON. One format serves one thread.</summary>
public interface IEventFormat
{
    /// <summary>What stands before the first event, with its end of line; may be nothing.</summary>
    ReadOnlySpan<byte> Beginning { get; }

    /// <summary>Writes an event and its end of line.</summary>
    /// <param name="record">The event's JSON, as <see cref="Events.EventWriter"/> or anybody else wrote it.</param>
    /// <param name="topic">The topic that holds the record.</param>
    /// <returns>How many bytes were written; 0: the record is no event of that topic.</returns>
    int Write(ReadOnlySpan<byte> record, Topic topic, IBufferWriter<byte> output);
}
