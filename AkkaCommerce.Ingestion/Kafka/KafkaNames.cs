using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>What the log's topics are called in Kafka: the prefix, and the names they have everywhere.</summary>
internal sealed class KafkaNames(string prefix)
{
    private readonly string[] _names = [.. Enumerable.Range(0, Topics.Count).Select(topic => prefix + ((Topic)topic).Name())];

    /// <summary>The topic of one partition that holds the log's identity.</summary>
    public string Run { get; } = prefix + "ecommerce-run";

    /// <summary>The topic of one partition that final windows go to.</summary>
    public string Snapshots { get; } = prefix + "ecommerce-snapshots";

    /// <summary>By <see cref="Topic"/>.</summary>
    public IReadOnlyList<string> OfTopics => _names;

    public string Of(Topic topic) => _names[(int)topic];

    public Topic TopicOf(string name) => (Topic)Array.IndexOf(_names, name);
}
