using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>The program that kills, stops and starts brokers of the Kafka under test, where there is one.</summary>
internal static class KafkaControl
{
    public const string Variable = "AKKACOMMERCE_TEST_KAFKA_CTL";

    private static readonly string? Program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program ? program : null;

    /// <summary>Why faults cannot be made; null: they can.</summary>
    public static string? Missing => TestKafka.Missing ?? (Program is null ? $"no brokers to kill: {Variable} names the program that does it" : null);

    public static Task KillAsync(int broker) => CallAsync("kill", broker);

    /// <summary>Starts it again, and waits until it answers.</summary>
    public static Task StartAsync(int broker) => CallAsync("start", broker);

    public static Task PauseAsync(int broker) => CallAsync("pause", broker);

    public static Task ResumeAsync(int broker) => CallAsync("resume", broker);

    /// <summary>How many brokers there are.</summary>
    public static int Brokers => TestKafka.Servers!.Split(',').Length;

    private static async Task CallAsync(string verb, int broker)
    {
        using var process = Process.Start(new ProcessStartInfo(Program!, [verb, $"{broker}"]))!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{Program} {verb} {broker}");
    }
}

/// <summary>A fact about a Kafka whose brokers fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KafkaFaultFactAttribute : FactAttribute
{
    public KafkaFaultFactAttribute([CallerMemberName] string name = "")
    {
        if ((Skip = KafkaControl.Missing) is { } reason) DisplayName = $"{name} ({reason})";
    }
}
