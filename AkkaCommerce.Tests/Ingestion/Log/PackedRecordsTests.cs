using System.Buffers;
using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

public sealed class PackedRecordsTests
{
    [Fact]
    public void A_cursor_walks_the_records_that_were_added()
    {
        using var records = new PackedRecords(capacity: 16);
        for (var i = 0; i < 100; i++) records.Add(Encoding.UTF8.GetBytes($"key{i}"), Encoding.UTF8.GetBytes(new string('x', i)));

        var buffer = ArrayPool<byte>.Shared.Rent(records.Length);
        records.Bytes.CopyTo(buffer);
        using var batch = new RecordBatch(3, Topic.Purchases, buffer, records.Length, records.Count, 40, 140, new Timestamp(7));
        var seen = 0;
        foreach (var record in batch)
        {
            record.Offset.ShouldBe(40 + seen);
            Encoding.UTF8.GetString(record.Key).ShouldBe($"key{seen}");
            record.Value.Length.ShouldBe(seen++);
        }

        seen.ShouldBe(100);
    }
}
