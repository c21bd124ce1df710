using System.Text.Json;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Simulation.Clock;
using Dapper;

namespace AkkaCommerce.Simulation.Hosting;

/// <summary>The clock's journal, read beside it: its newest entry is all that holds.</summary>
public sealed class ClockJournal(SqlDatabase database)
{
    /// <summary>The newest entry; null: there is none yet.</summary>
    /// <exception cref="StoreRefusedException">It cannot be read.</exception>
    public async Task<ClockState?> NewestAsync(CancellationToken cancel)
    {
        var entry = await database.ReadAsync(connection => !database.Dialect.HasTable(connection, "journal") ? null
            : connection.QueryFirstOrDefault<byte[]>(
                "SELECT message FROM journal WHERE persistence_id = @id AND NOT deleted ORDER BY sequence_number DESC LIMIT 1", new { id = ShopClock.JournalId }), cancel);
        try
        {
            return entry is null ? null : JsonSerializer.Deserialize(entry, SimulationJson.Default.ClockState);
        }
        catch (JsonException e)
        {
            throw new StoreRefusedException($"the database {database.Name} is damaged: the clock's journal cannot be read", e);
        }
    }
}
