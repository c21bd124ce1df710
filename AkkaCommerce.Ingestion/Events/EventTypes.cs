using System.Text;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>The names of the types of event.</summary>
public static class EventTypes
{
    private static readonly string[] Names = ["page_view", "add_to_cart", "remove_from_cart", "purchase", "session_start", "session_end", "refund"];
    private static readonly byte[][] Bytes = [.. Names.Select(Encoding.ASCII.GetBytes)];

    /// <summary>The event_type of events of a type.</summary>
    public static string Name(this EventType type) => Names[(int)type];

    /// <summary>The same in UTF-8.</summary>
    internal static ReadOnlySpan<byte> NameBytes(this EventType type) => Bytes[(int)type];
}
