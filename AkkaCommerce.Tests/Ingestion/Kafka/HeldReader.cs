using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Ingestion.Kafka.Native;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>A reader's consumer that is not read, and what it has read ahead.</summary>
internal sealed class HeldReader : IDisposable
{
    private readonly SemaphoreSlim _filled = new(0);
    private readonly PartitionConsumer _consumer;
    private readonly nint[] _messages = new nint[1000];

    /// <param name="readers">Among how many the least bytes that may be read ahead are shared.</param>
    public HeldReader(TestTopics topics, Topic topic, int readers)
    {
        var options = new KafkaLogOptions { Bootstrap = TestKafka.Servers!, ReadAheadBytes = 8 << 20 };
        _consumer = new PartitionConsumer(KafkaSettings.Consumer(options, 1, readers), [(topics.Name(topic), 0, 0L)], () => _filled.Release(), new KafkaClientLog(NullLogger.Instance));
    }

    /// <summary>Records that wait to be taken.</summary>
    public int Queued => _consumer.Ahead(0);

    /// <summary>Until it has something, and then no more comes.</summary>
    public async Task FilledAsync()
    {
        await _filled.WaitAsync(TimeSpan.FromMinutes(1));
        for (var before = -1; before != Queued;)
        {
            before = Queued;
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }

    /// <summary>Takes records until so many have come.</summary>
    public unsafe int TakeAll(int count)
    {
        var taken = 0;
        while (taken < count)
        {
            var some = _consumer.Take(0, _messages);
            for (var i = 0; i < some; i++)
            {
                if (((NativeMessage*)_messages[i])->Error == 0) taken++;
                Librdkafka.Destroy((NativeMessage*)_messages[i]);
            }
            if (some == 0) _filled.Wait(TimeSpan.FromMinutes(1));
        }
        return taken;
    }

    public void Dispose()
    {
        _consumer.Dispose();
        _filled.Dispose();
    }
}
