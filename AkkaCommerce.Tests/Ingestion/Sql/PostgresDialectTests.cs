using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using Dapper;
using Npgsql;

namespace AkkaCommerce.Tests.Ingestion.Sql;

[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresDialectTests : IDisposable
{
    private const string Secret = "s3cr3t-pa55";

    private readonly Lazy<PostgresPlace> _place = new();

    public void Dispose()
    {
        if (_place.IsValueCreated) _place.Value.Dispose();
    }

    [PostgresFact]
    public async Task What_is_not_ours_to_use_is_refused_in_a_line_without_the_password()
    {
        var name = _place.Value.NewDialect().Name;
        await RefusedAsync(given => given.Password = Secret, $"PostgreSQL at {name} refuses: password authentication failed for user \"postgres\"");
        await RefusedAsync(given => given.Password = null, $"PostgreSQL at {name} refuses: No password has been provided");
        await RefusedAsync(given => given.Database = "nowhere", "there is no such database; CREATE DATABASE makes one");
        await RefusedAsync(given => given.SearchPath = "nowhere", $"PostgreSQL at {name}: there is no schema to make tables in; CREATE SCHEMA makes one, 'Search Path=NAME' names it");
    }

    [PostgresFact]
    public async Task A_user_who_may_not_make_tables_is_told_so_and_one_who_may_only_use_them_needs_no_more()
    {
        using var source = NpgsqlDataSource.Create(_place.Value.ConnectionString);
        var user = $"akkacommerce_test_{Guid.NewGuid():N}";
        await ExecuteAsync(source, $"CREATE ROLE {user} LOGIN PASSWORD '{Secret}'; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        try
        {
            await RefusedAsync(given => (given.Username, given.Password) = (user, Secret), "permission denied for schema public; grant the user what is missing");
            await _place.Value.OpenAsync();
            await ExecuteAsync(source, $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}");

            await OpenAsync(given => (given.Username, given.Password) = (user, Secret));
        }
        finally
        {
            await ExecuteAsync(source, $"DROP OWNED BY {user}; DROP ROLE {user}");
        }
    }

    [PostgresFact]
    public async Task Tables_of_others_are_not_taken_for_ours()
    {
        using var source = NpgsqlDataSource.Create(_place.Value.ConnectionString);
        await ExecuteAsync(source, "CREATE TABLE journal (id INTEGER)");

        await RefusedAsync(_ => { }, "holds tables of others (relation \"journal\" already exists): the shop needs a database of its own, or a schema ('Search Path=NAME')");
        await ExecuteAsync(source, "CREATE SCHEMA shop");
        await OpenAsync(given => given.SearchPath = "shop");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_away()
    {
        var dialect = new PostgresDialect($"Host=127.0.0.1;Port=1;Database=shop;Username=shop;Password={Secret}");

        var failure = await Should.ThrowAsync<LogUnavailableException>(() => SqlDatabase.OpenAsync(dialect, [], TimeProvider.System, default));

        failure.Message.ShouldBe("PostgreSQL at 127.0.0.1:1/shop does not answer (Connection refused)");
        failure.IsSaid.ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_away_too()
    {
        var dialect = new PostgresDialect("Host=no-such-host.invalid;Database=shop;Username=shop");

        (await Should.ThrowAsync<LogUnavailableException>(() => SqlDatabase.OpenAsync(dialect, [], TimeProvider.System, default))).Message
            .ShouldStartWith("PostgreSQL at no-such-host.invalid:5432/shop does not answer (");
    }

    [Theory]
    [InlineData("40001", SqlTrouble.Busy)]
    [InlineData("40P01", SqlTrouble.Busy)]
    [InlineData("55P03", SqlTrouble.Busy)]
    [InlineData("57P01", SqlTrouble.Away)]
    [InlineData("57P02", SqlTrouble.Away)]
    [InlineData("57P03", SqlTrouble.Away)]
    [InlineData("53300", SqlTrouble.Away)]
    [InlineData("08006", SqlTrouble.Away)]
    [InlineData("28P01", SqlTrouble.Refused)]
    [InlineData("3D000", SqlTrouble.Refused)]
    [InlineData("42501", SqlTrouble.Refused)]
    [InlineData("25006", SqlTrouble.Refused)]
    [InlineData("53100", SqlTrouble.Full)]
    [InlineData("23505", SqlTrouble.Other)]
    public void What_the_server_says_is_known_by_its_code(string code, SqlTrouble trouble) =>
        new PostgresDialect("Host=db;Database=shop").TroubleOf(new PostgresException("text", "ERROR", "ERROR", code)).ShouldBe(trouble);

    private async Task RefusedAsync(Action<NpgsqlConnectionStringBuilder> change, string message) =>
        (await Should.ThrowAsync<StoreRefusedException>(() => OpenAsync(change))).ShouldSatisfyAllConditions(
            refused => refused.Message.ShouldContain(message),
            refused => refused.ToString().ShouldNotContain(Secret));

    private Task<SqlDatabase> OpenAsync(Action<NpgsqlConnectionStringBuilder> change)
    {
        var given = new NpgsqlConnectionStringBuilder(_place.Value.ConnectionString);
        change(given);
        return SqlDatabase.OpenAsync(new PostgresDialect(given.ToString()), [PostgresJournal.Steps], TimeProvider.System, default);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
