using System.Buffers;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Node.Commands;

/// <summary>Writes records of the log, each a line: their bytes as they are, or the events among them in a format.</summary>
internal sealed class RecordLines
{
    private readonly Stream _output;
    private readonly IEventFormat? _format;
    private readonly ArrayBufferWriter<byte> _batch = new(64 * 1024);

    /// <param name="format">Null: as they are.</param>
    public RecordLines(Stream output, IEventFormat? format)
    {
        (_output, _format) = (output, format);
        if (format is not null) output.Write(format.Beginning);
    }

    /// <summary>Records that are no events, which a format cannot write.</summary>
    public long LeftOut { get; private set; }

    /// <param name="end">The offset that is not written any more.</param>
    public void Write(RecordBatch batch, long end)
    {
        if (_format is null) WriteAsTheyAre(batch, end);
        else
        {
            _batch.ResetWrittenCount();
            foreach (var record in batch)
                if (record.Offset < end && _format.Write(record.Value, batch.Topic, _batch) == 0) LeftOut++;
            _output.Write(_batch.WrittenSpan);
        }
    }

    public void Flush() => _output.Flush();

    private void WriteAsTheyAre(RecordBatch batch, long end)
    {
        foreach (var record in batch)
        {
            if (record.Offset >= end) return;
            _output.Write(record.Value);
            _output.WriteByte((byte)'\n');
        }
    }
}
