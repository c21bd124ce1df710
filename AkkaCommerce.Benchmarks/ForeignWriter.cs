using Akka.Streams;
using Akka.Streams.Dsl;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Benchmarks;

/// <summary>Writes events of the present into one shard of a log, beside the simulation.</summary>
internal sealed class ForeignWriter : IAsyncDisposable
{
    private const int Users = 20_000;

    private static readonly byte[] Product = [.. "prod_electronics_laptop_001"u8];
    private static readonly byte[] Category = [.. "electronics"u8];

    private readonly IShardLogWriter _writer;
    private readonly ISourceQueueWithComplete<ShardBatch> _queue;
    private readonly Task _done;
    private readonly int[] _users;
    private readonly byte[] _event = new byte[4096], _user = new byte[UserIds.MaxBytes];
    private int _number;

    private ForeignWriter(IShardLogWriter writer, int shards, Action committed, IMaterializer materializer)
    {
        _writer = writer;
        _users = [.. Enumerable.Range(0, Users).Where(user => Partitioner.ShardOf(user, shards) == writer.Shard)];
        (_queue, _done) = Source.Queue<ShardBatch>(64, OverflowStrategy.Backpressure).Via(writer.Flow).ToMaterialized(Sink.ForEach<ShardCommitted>(_ => committed()), Keep.Both).Run(materializer);
    }

    /// <param name="committed">Called for each transaction, in order.</param>
    public static async Task<ForeignWriter> OpenAsync(IEventLog log, int shard, string source, IMaterializer materializer, Action? committed = null) =>
        new(await log.OpenWriterAsync(shard, source, CancellationToken.None), log.Shards, committed ?? (() => { }), materializer);

    /// <summary>So many page views, in one transaction.</summary>
    public Task View(int count)
    {
        var batch = NewBatch();
        for (var i = 0; i < count; i++)
        {
            var head = NextHead(out var user);
            var length = EventWriter.WritePageView(_event, head, Product, Category, 99_999);
            batch.Events(Topic.PageViews).Add(_user.AsSpan(0, UserIds.Write(_user, user)), _event.AsSpan(0, length));
        }
        return _queue.OfferAsync(batch);
    }

    /// <summary>A purchase, alone in its transaction.</summary>
    public Task Buy(long cents)
    {
        var batch = NewBatch();
        var head = NextHead(out var user);
        var length = EventWriter.WritePurchase(_event, head, 0, cents, [new PurchasedItem(Product, Category, 1, cents)]);
        batch.Events(Topic.Purchases).Add(_user.AsSpan(0, UserIds.Write(_user, user)), _event.AsSpan(0, length));
        return _queue.OfferAsync(batch);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Complete();
        await _done;
        await _writer.DisposeAsync();
    }

    private ShardBatch NewBatch() => new(++_number, new Progress(Timestamp.Min, "benchmark"));

    private EventHead NextHead(out int user)
    {
        user = _users[++_number % _users.Length];
        return new EventHead(new EventId(0x1234_5678_9abc, user, _number >> 12, _number & 0xfff, 0), Timestamp.From(TimeProvider.System.GetUtcNow()));
    }
}
