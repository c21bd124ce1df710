using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>The table <c>commands</c>: anyone adds, the shop's clock takes each up once, by its id.</summary>
public sealed class CommandStore(SqlDatabase database)
{
    /// <summary>How many commands <see cref="AfterAsync"/> gives at most.</summary>
    public const int Most = 1000;

    /// <returns>The command's id.</returns>
    public Task<long> AddAsync(string kind, string body, Timestamp asked, CancellationToken cancel) => database.WriteAsync((connection, transaction) =>
        connection.QuerySingle<long>("INSERT INTO commands (kind, body, asked) VALUES (@kind, @body, @asked) RETURNING id",
            new { kind, body, asked = asked.Milliseconds }, transaction), cancel);

    /// <summary>Commands with a greater id, in their order, at most <see cref="Most"/>.</summary>
    public Task<IReadOnlyList<Command>> AfterAsync(long id, CancellationToken cancel) => database.ReadAsync<IReadOnlyList<Command>>(connection =>
        [.. connection.Query<(long Id, string Kind, string Body, long Asked)>(
                "SELECT id, kind, body, asked FROM commands WHERE id > @id ORDER BY id LIMIT @Most", new { id, Most })
            .Select(row => new Command(row.Id, row.Kind, row.Body, new Timestamp(row.Asked)))], cancel);

    /// <summary>All commands, in their order.</summary>
    public async Task<IReadOnlyList<Command>> AllAsync(CancellationToken cancel)
    {
        var all = new List<Command>();
        for (var after = 0L; ; after = all[^1].Id)
        {
            var rows = await AfterAsync(after, cancel);
            all.AddRange(rows);
            if (rows.Count < Most) return all;
        }
    }
}
