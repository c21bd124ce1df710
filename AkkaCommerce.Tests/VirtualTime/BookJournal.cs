using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Serialization;

namespace AkkaCommerce.Tests.VirtualTime;

/// <summary>A journal that keeps its rows in a <see cref="JournalBook"/>, each through its serializer, and lets them meet the fates that it says.</summary>
internal sealed class BookJournal : AsyncWriteJournal
{
    private readonly JournalBook _book = Context.System.Settings.Setup.Get<JournalBook>().Value;
    private readonly Serialization _serialization = Context.System.Serialization;

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var refused = new List<Exception>();
        foreach (var row in messages.SelectMany(write => (IEnumerable<IPersistentRepresentation>)write.Payload))
        {
            _book.Witness.Tell(new JournalWrite(row.PersistenceId, row.SequenceNr, row.Payload));
            await _book.Writing.PassAsync();
            var fate = _book.TakeFate();
            if (fate == WriteFate.Failed) throw new InvalidOperationException("the journal is gone in the test");
            var rejected = fate == WriteFate.Rejected;
            refused.Add(rejected ? new InvalidOperationException("rejected in the test") : null!);
            if (!rejected && !_book.TryAdd(row.PersistenceId, RowOf(row))) throw new InvalidOperationException($"number {row.SequenceNr} is taken");
            if (fate == WriteFate.FailedThoughKept) throw new InvalidOperationException("the journal's answer is lost in the test");
        }
        return [.. refused];
    }

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await _book.Asking.PassAsync();
        return _book.Numbers(persistenceId) is [.., var last] ? last : 0;
    }

    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var row in _book.Rows(persistenceId))
            if (row.Number >= fromSequenceNr && row.Number <= toSequenceNr && max-- > 0)
                recoveryCallback(new Persistent(_serialization.Deserialize(row.Bytes, row.Serializer, row.Manifest), row.Number, persistenceId, row.Manifest));
        return Task.CompletedTask;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
    {
        _book.TrimThrough(persistenceId, toSequenceNr);
        return Task.CompletedTask;
    }

    private JournalRow RowOf(IPersistentRepresentation row)
    {
        var serializer = (SerializerWithStringManifest)_serialization.FindSerializerFor(row.Payload);
        return new JournalRow(row.SequenceNr, serializer.Identifier, serializer.Manifest(row.Payload), serializer.ToBinary(row.Payload));
    }
}
