using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>A real Kafka, where there is one: tests of the category Kafka run on it.</summary>
internal static class TestKafka
{
    public const string Variable = "AKKACOMMERCE_TEST_KAFKA";

    /// <summary>Its bootstrap servers; null: there is none.</summary>
    public static string? Servers { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } servers ? servers : null;

    /// <summary>Why the tests that need it are skipped; null: they run.</summary>
    public static string? Missing => Servers is null ? $"no Kafka to test with: {Variable} names its bootstrap servers" : null;
}

/// <summary>A fact about a real Kafka; where it is skipped its name says why, for a runner's summary prints no other line of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KafkaFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(TestKafka.Missing, name);
