using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Serialization;

namespace AkkaCommerce.Tests.VirtualTime;

/// <summary>
/// Gives back the object that it was given: for the one message between a journal and its own helper that carries an exception, which the default
/// serializer can write and not read.
/// </summary>
internal sealed class SameObject(ExtendedActorSystem system) : Serializer(system)
{
    private readonly ConcurrentDictionary<int, object> _given = new();
    private int _last;

    public static ImmutableHashSet<Type> Types { get; } = [typeof(AsyncWriteJournal).GetNestedType("Desequenced", BindingFlags.NonPublic | BindingFlags.Public)!];

    public override int Identifier => 41_999;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        var number = Interlocked.Increment(ref _last);
        _given[number] = obj;
        return BitConverter.GetBytes(number);
    }

    public override object FromBinary(byte[] bytes, Type type) => _given.TryRemove(BitConverter.ToInt32(bytes), out var given) ? given : throw new ArgumentException("Given back already.", nameof(bytes));
}
