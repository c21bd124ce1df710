namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>The commands of Kafka's own tools that mend a topic.</summary>
internal sealed class TopicCommands(string servers)
{
    public string Configure(string topic, string property, string value) =>
        $"kafka-configs.sh --bootstrap-server {servers} --alter --entity-type topics --entity-name {topic} --add-config {property}={value}";

    public string Partitions(string topic, int partitions) => $"kafka-topics.sh --bootstrap-server {servers} --alter --topic {topic} --partitions {partitions}";
}
