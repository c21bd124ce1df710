using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>The program that kills, stops and starts brokers of the Kafka under test, where there is one.</summary>
internal static class KafkaControl
{
    public const string Variable = "AKKACOMMERCE_TEST_KAFKA_CTL";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string? Program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program ? program : null;

    /// <summary>Why faults cannot be made; null: they can.</summary>
    public static string? Missing => TestKafka.Missing ?? (Program is null ? $"no brokers to kill: {Variable} names the program that does it" : null);

    public static Task KillAsync(int broker) => CallAsync("kill", broker);

    /// <summary>Starts it again, and waits until it answers: on a busy machine it may take longer than the program waits.</summary>
    public static async Task StartAsync(int broker)
    {
        if (await CodeAsync("start", broker) == 0) return;
        var address = TestKafka.Servers!.Split(',')[broker - 1].Split(':');
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(500))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address[0], int.Parse(address[1], CultureInfo.InvariantCulture));
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        throw new TimeoutException($"Broker {broker} does not come back.");
    }

    public static Task PauseAsync(int broker) => CallAsync("pause", broker);

    public static Task ResumeAsync(int broker) => CallAsync("resume", broker);

    /// <summary>Does it to all of them at once: one alone has no quorum to start with.</summary>
    public static Task AllAsync(Func<int, Task> act) => Task.WhenAll(Enumerable.Range(1, Brokers).Select(act));

    /// <summary>How many brokers there are.</summary>
    public static int Brokers => TestKafka.Servers!.Split(',').Length;

    private static async Task CallAsync(string verb, int broker) => (await CodeAsync(verb, broker)).ShouldBe(0, $"{Program} {verb} {broker}");

    private static async Task<int> CodeAsync(string verb, int broker)
    {
        using var process = Process.Start(new ProcessStartInfo(Program!, [verb, $"{broker}"]))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}

/// <summary>A fact about a Kafka whose brokers fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KafkaFaultFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(KafkaControl.Missing, name);
