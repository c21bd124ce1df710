using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Ingestion.Sql;

/// <summary>The program that ends the PostgreSQL under test at once, as a crash would, and starts it again, where there is one.</summary>
internal static class PostgresControl
{
    public const string Variable = "AKKACOMMERCE_TEST_POSTGRES_CTL";

    private static readonly string? Program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program ? program : null;

    /// <summary>Why faults cannot be made; null: they can.</summary>
    public static string? Missing => TestPostgres.Missing ?? (Program is null ? $"no server to stop: {Variable} names the program that does it" : null);

    public static Task StopAsync() => CallAsync("stop");

    /// <summary>Starts it again, and waits until it answers.</summary>
    public static Task StartAsync() => CallAsync("start");

    private static async Task CallAsync(string verb)
    {
        using var process = Process.Start(new ProcessStartInfo(Program!, [verb]))!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{Program} {verb}");
    }
}

/// <summary>A fact about a PostgreSQL that fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFaultFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(PostgresControl.Missing, name);
