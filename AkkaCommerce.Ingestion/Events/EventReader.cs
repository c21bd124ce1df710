using System.Text.Unicode;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// Reads events from JSON in any layout, and faster where it is the one that <see cref="EventWriter"/> writes. Anything else than an event gives a
/// <see cref="DeadLetterReason"/>, never an exception. It allocates nothing but its own buffers, when they grow. One reader serves one thread.
/// </summary>
public sealed class EventReader
{
    /// <summary>The longest record that can be an event, 1 MiB.</summary>
    public const int MaxRecordBytes = 1 << 20;

    /// <summary>How deep JSON may nest; the event itself is 1.</summary>
    public const int MaxDepth = 64;

    /// <summary>The longest event_id, in bytes of UTF-8.</summary>
    public const int MaxEventIdBytes = 256;

    /// <summary>The greatest quantity.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>The greatest page_views.</summary>
    public const int MaxPageViews = 1_000_000_000;

    /// <summary>The greatest duration, some 31 years.</summary>
    public const long MaxDurationMilliseconds = 1_000_000_000_000;

    internal byte[] Decoded = [];
    internal ItemPlace[] Items = new ItemPlace[16];
    internal DateCache Dates;

    /// <summary>Reads a record of a topic; an event of another topic's type is not one.</summary>
    /// <returns>Whether it is an event; else the view's reason says why not.</returns>
    public bool Read(ReadOnlySpan<byte> record, Topic topic, out EventView view)
    {
        if (!Read(record, out view))
        {
            if (view.Reason.Kind < DeadLetterKind.WrongTopic || !view.HasType || Topics.Of(view.Type) == topic) return false;
        }
        else if (Topics.Of(view.Type) == topic) return true;
        view.Reason = new DeadLetterReason(DeadLetterKind.WrongTopic);
        return false;
    }

    /// <summary>Reads a record whose topic is open.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, Topic, out EventView)"/>
    public bool Read(ReadOnlySpan<byte> record, out EventView view)
    {
        view = default;
        return record.Length <= MaxRecordBytes && ReadKnownLayout(record, ref view) || ReadAnyLayout(record, ref view);
    }

    /// <summary>Reads what is in the writer's own layout, plain ASCII and an event; false leaves it open what it is.</summary>
    internal bool ReadKnownLayout(ReadOnlySpan<byte> record, ref EventView view)
    {
        return KnownLayout.Read(this, record, ref view);
    }

    /// <summary>Reads anything; says the same as the faster way where that says something.</summary>
    internal bool ReadAnyLayout(ReadOnlySpan<byte> record, ref EventView view)
    {
        if (Decoded.Length > MaxRecordBytes) Decoded = [];
        if (Items.Length > MaxRecordBytes / 8) Items = new ItemPlace[16];
        view = default; // the faster way may have begun
        var layout = new AnyLayout(this, record);
        var kind = layout.Read(ref view);
        if (record.Length > MaxRecordBytes) kind = DeadLetterKind.TooLarge;
        else if (!Utf8.IsValid(record)) kind = DeadLetterKind.NotJson;
        view.Reason = kind == DeadLetterKind.None ? layout.Judge(view) : new DeadLetterReason(kind);
        return view.Reason.IsNone;
    }
}
