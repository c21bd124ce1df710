using AkkaCommerce.Analytics.Storage;
using AkkaCommerce.Tests.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What docs/operating/postgresql.md says of PostgreSQL.</summary>
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresQueryTests
{
    private static string Section => ReadmeTests.Read("docs/operating/postgresql.md").Split("\n## `windows`, for a BI tool\n")[1].Split("\n## ")[0];

    [PostgresFact]
    public async Task Its_queries_can_be_asked()
    {
        var queries = Section.Split("```sql\n")[1].Split("```")[0].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        using var place = new PostgresPlace();
        var database = await place.OpenAsync(AnalyticsTables.Steps);

        queries.Length.ShouldBeGreaterThan(3);
        foreach (var query in queries) database.Read(connection => connection.Query(query).Count()).ShouldBe(0, query);
    }

    [PostgresFact]
    public async Task Its_table_of_columns_is_that_of_the_database()
    {
        using var place = new PostgresPlace();
        var database = await place.OpenAsync(AnalyticsTables.Steps);
        var columns = database.Read(connection => connection.Query<string>("SELECT column_name FROM information_schema.columns WHERE table_name = 'windows'").ToArray());

        Section.Split('\n').SkipWhile(line => !line.StartsWith("| column |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => line.Split('|')[1].Split(',').Select(name => name.Trim().Trim('`')))
            .ShouldBe(columns, ignoreOrder: true);
    }
}
