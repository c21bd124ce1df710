using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Ingestion.Sql;

/// <summary>A real PostgreSQL, where there is one: tests of the category Postgres run on it.</summary>
internal static class TestPostgres
{
    public const string Variable = "AKKACOMMERCE_TEST_POSTGRES";

    /// <summary>A connection string of its superuser; null: there is none.</summary>
    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    /// <summary>Why the tests that need it are skipped; null: they run.</summary>
    public static string? Missing => ConnectionString is null ? $"no PostgreSQL to test with: {Variable} is a connection string of its superuser" : null;
}

/// <summary>A fact about a real PostgreSQL; where it is skipped its name says why, for a runner's summary prints no other line of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(TestPostgres.Missing, name);
