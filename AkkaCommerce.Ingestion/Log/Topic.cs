using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>The topics of the log: four of events, and two that the writers keep beside them in the same transactions.</summary>
public enum Topic : byte
{
    PageViews,
    CartEvents,
    Purchases,
    Sessions,

    /// <summary>Compacted, key = source: "all up to T is written".</summary>
    Progress,

    /// <summary>What each transaction of the simulation wrote, by pane.</summary>
    Truth,
}

/// <summary>Names and sets of topics.</summary>
public static class Topics
{
    /// <summary>How many topics there are; a topic's number is below it.</summary>
    public const int Count = 6;

    /// <summary>The first four topics hold events.</summary>
    public const int EventTopics = 4;

    private static readonly string[] Names =
        ["ecommerce-pageviews", "ecommerce-cart-events", "ecommerce-purchases", "ecommerce-sessions", "ecommerce-progress", "ecommerce-truth"];

    public static string Name(this Topic topic) => Names[(int)topic];

    public static bool TryParse(string name, out Topic topic)
    {
        var index = Array.IndexOf(Names, name);
        topic = (Topic)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The topic that holds events of this type.</summary>
    public static Topic Of(EventType type) => type switch
    {
        EventType.PageView => Topic.PageViews,
        EventType.AddToCart or EventType.RemoveFromCart => Topic.CartEvents,
        EventType.Purchase or EventType.Refund => Topic.Purchases,
        _ => Topic.Sessions,
    };
}

/// <summary>Some of the topics.</summary>
[Flags]
public enum TopicSet : byte
{
    None = 0,
    PageViews = 1 << Topic.PageViews,
    CartEvents = 1 << Topic.CartEvents,
    Purchases = 1 << Topic.Purchases,
    Sessions = 1 << Topic.Sessions,
    Progress = 1 << Topic.Progress,
    Truth = 1 << Topic.Truth,

    Events = PageViews | CartEvents | Purchases | Sessions,

    /// <summary>What an analyst reads.</summary>
    Analysed = Events | Progress,
    All = Analysed | Truth,
}
