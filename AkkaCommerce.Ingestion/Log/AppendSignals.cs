namespace AkkaCommerce.Ingestion.Log;

/// <summary>Tells the readers of a shard that something was appended, at a cost only where one waits.</summary>
internal sealed class AppendSignals(int shards)
{
    private readonly Waiter[][] _waiters = Enumerable.Range(0, shards).Select(_ => Array.Empty<Waiter>()).ToArray();
    private int _count;

    /// <summary>Whether anyone reads at all.</summary>
    public bool HasReaders => Volatile.Read(ref _count) > 0;

    public Waiter Subscribe(int shard, Action signalled)
    {
        var waiter = new Waiter(this, shard, signalled);
        lock (_waiters) _waiters[shard] = [.. _waiters[shard], waiter];
        Interlocked.Increment(ref _count);
        return waiter;
    }

    public void Appended(int shard)
    {
        foreach (var waiter in Volatile.Read(ref _waiters[shard])) waiter.Signal();
    }

    public void AppendedAnywhere()
    {
        for (var shard = 0; shard < shards; shard++) Appended(shard);
    }

    /// <summary>One reader: look at <see cref="Version"/>, read, and if there was nothing <see cref="Wait"/> with that version.</summary>
    internal sealed class Waiter(AppendSignals signals, int shard, Action signalled) : IDisposable
    {
        private long _version;
        private int _waiting;

        public long Version => Volatile.Read(ref _version);

        /// <summary>False: something was appended since the version was looked at, read again. Else the action is called once when something is.</summary>
        public bool Wait(long seen)
        {
            Interlocked.Exchange(ref _waiting, 1);
            return Interlocked.Read(ref _version) == seen || Interlocked.Exchange(ref _waiting, 0) == 0;
        }

        public void Signal()
        {
            Interlocked.Increment(ref _version);
            if (Interlocked.Exchange(ref _waiting, 0) == 1) signalled();
        }

        public void Dispose()
        {
            lock (signals._waiters) signals._waiters[shard] = signals._waiters[shard].Where(waiter => waiter != this).ToArray();
            Interlocked.Decrement(ref signals._count);
        }
    }
}
