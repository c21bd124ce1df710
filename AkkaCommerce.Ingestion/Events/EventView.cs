namespace AkkaCommerce.Ingestion.Events;

/// <summary>
/// What <see cref="EventReader"/> read from a record. Its texts are decoded UTF-8 that lies in the record or in the reader: they hold as long as the
/// record does and nothing else is read. Which members mean something follows from <see cref="Type"/>; where <see cref="Reason"/> says that the
/// record is no event, only <see cref="HasType"/>, <see cref="HasTime"/>, <see cref="HasTotal"/> and what they say is there may be used.
/// </summary>
public ref struct EventView
{
    /// <summary>Why the record is no event; none: it is one.</summary>
    public DeadLetterReason Reason { readonly get; internal set; }

    /// <summary>Whether <see cref="Type"/> was read.</summary>
    public bool HasType { readonly get; internal set; }

    public EventType Type { readonly get; internal set; }

    /// <summary>Whether <see cref="Time"/> was read.</summary>
    public bool HasTime { readonly get; internal set; }

    /// <summary>Event time, truncated to milliseconds, from 1970 to 9999.</summary>
    public Timestamp Time { readonly get; internal set; }

    /// <summary>The event_id, 1 to 256 bytes.</summary>
    public ReadOnlySpan<byte> EventId { readonly get; internal set; }

    /// <summary>The user_id: the record's key.</summary>
    public ReadOnlySpan<byte> UserId { readonly get; internal set; }

    /// <summary>Of a page view and cart events.</summary>
    public ReadOnlySpan<byte> ProductId { readonly get; internal set; }

    /// <summary>Of a page view and cart events.</summary>
    public ReadOnlySpan<byte> Category { readonly get; internal set; }

    /// <summary>The price of one, of a page view and cart events.</summary>
    public long PriceCents { readonly get; internal set; }

    /// <summary>Of cart events.</summary>
    public int Quantity { readonly get; internal set; }

    /// <summary>Of a purchase; of a refund, that of the purchase it is of.</summary>
    public ReadOnlySpan<byte> OrderId { readonly get; internal set; }

    /// <summary>Whether <see cref="TotalCents"/> was read.</summary>
    public bool HasTotal { readonly get; internal set; }

    /// <summary>Of a purchase what it takes, of a refund what is paid back.</summary>
    public long TotalCents { readonly get; internal set; }

    /// <summary>Of a purchase; of a refund those that came back; may be none.</summary>
    public EventItems Items { readonly get; internal set; }

    /// <summary>Of a session_end that says it; else -1.</summary>
    public long DurationMilliseconds { readonly get; internal set; }

    /// <summary>Of a session_end that says it; else -1.</summary>
    public int PageViews { readonly get; internal set; }

    /// <summary>Reads the event_id as one of a simulation.</summary>
    public readonly bool TryGetId(out EventId id) => Events.EventId.TryParse(EventId, out id);

    /// <summary>Whether the event_id is one of this run: the log's own simulation, if it is <see cref="Runs.SimulationRun.RunId"/> there.</summary>
    public readonly bool IsOf(long run) => TryGetId(out var id) && id.Run == run;
}
