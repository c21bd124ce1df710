namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>Tests on the one Kafka there is: one by one, so that each has its brokers for itself.</summary>
[CollectionDefinition(nameof(OneKafka))]
public sealed class OneKafka;
