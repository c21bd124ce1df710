using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sql;
using Dapper;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>The two run records, in the table <c>run</c>: whoever comes first writes them, all others obey or are refused.</summary>
public sealed class RunStore(SqlDatabase database)
{
    private const string LogName = "log";
    private const string SimulationName = "simulation";

    /// <summary>The log's record, as kept; the one wanted where there was none.</summary>
    /// <exception cref="StoreRefusedException">What is kept differs; the message names all that does.</exception>
    public async Task<LogRun> OpenLogAsync(LogRun wanted, CancellationToken cancel)
    {
        var kept = await InsertIfAbsentAsync(LogName, wanted, RunJson.Default.LogRun, cancel);
        CheckIdentity(kept, wanted.Identity);
        new RunDifferences()
            .Of("shards", kept.Shards, wanted.Shards)
            .Of("pane", kept.Pane, wanted.Pane)
            .Of("window", kept.Window, wanted.Window)
            .Of("lateness", kept.Lateness, wanted.Lateness)
            .Refuse($"the log of {database.Name}");
        return kept;
    }

    /// <summary>Looks whether a record is that of a log.</summary>
    /// <param name="identity">The log's own name.</param>
    /// <exception cref="StoreRefusedException">It is another's.</exception>
    public void CheckIdentity(LogRun kept, string identity)
    {
        if (kept.Identity != identity)
            throw new StoreRefusedException($"the database {database.Name} belongs to the log {kept.Identity}, not to {identity}: each log has a database of its own");
    }

    /// <summary>The simulation's record, as kept; the one wanted where there was none.</summary>
    /// <param name="wanted">Its until, rounded up to a pane's end, may be later than the one kept, or none is asked; whether it grows is for
    /// <see cref="GrowUntilAsync"/>.</param>
    /// <param name="anyFrom">Whether from was asked as a span back from now: then the one kept holds.</param>
    /// <exception cref="StoreRefusedException">What is kept differs; the message names all that does.</exception>
    public async Task<SimulationRun> OpenSimulationAsync(SimulationRun wanted, bool anyFrom, CancellationToken cancel)
    {
        var kept = await InsertIfAbsentAsync(SimulationName, wanted, RunJson.Default.SimulationRun, cancel);
        var differences = new RunDifferences()
            .Of("seed", kept.Seed, wanted.Seed)
            .Of("shoppers", kept.Shoppers, wanted.Shoppers)
            .Of("products", kept.Products, wanted.Products)
            .Of("visits-per-day", kept.VisitsPerDay, wanted.VisitsPerDay)
            .Of("from", kept.From, anyFrom ? kept.From : wanted.From)
            .Of("zone", kept.Zone, wanted.Zone)
            .Of("bots", kept.BotsText, wanted.BotsText)
            .Of("returns", kept.ReturnsText, wanted.ReturnsText)
            .Of("catalog version", kept.CatalogVersion, wanted.CatalogVersion)
            .Of("behaviour version", kept.BehaviourVersion, wanted.BehaviourVersion)
            .OfUntil(kept.Until, wanted.Until);
        foreach (var name in ImperfectionsText.Names) differences.Of(name, ImperfectionsText.Part(kept.Injected, name), ImperfectionsText.Part(wanted.Injected, name));
        differences.Refuse($"the simulation of {database.Name}");
        return kept;
    }

    /// <summary>The log's record, or null where there is none yet.</summary>
    public Task<LogRun?> FindLogAsync(CancellationToken cancel) => FindAsync(LogName, RunJson.Default.LogRun, cancel);

    /// <summary>The simulation's record, or null where there is none yet.</summary>
    public Task<SimulationRun?> FindSimulationAsync(CancellationToken cancel) => FindAsync(SimulationName, RunJson.Default.SimulationRun, cancel);

    /// <summary>The simulation's record as it is now, read on the caller's thread: for actors, to whom it is some microseconds.</summary>
    public SimulationRun? ReadSimulation() => database.Read(connection => Read(connection, null, SimulationName, RunJson.Default.SimulationRun));

    /// <inheritdoc cref="SqlDatabase.IsSaid"/>
    public bool IsSaid(Exception? cause) => database.IsSaid(cause);

    /// <summary>Moves until to a later moment, never back (and never from none, which is after all).</summary>
    /// <returns>The record as it then is.</returns>
    public Task<SimulationRun> GrowUntilAsync(Timestamp until, CancellationToken cancel) =>
        ChangeAsync(run => run.Until < until ? run with { Until = until } : run, cancel);

    /// <summary>Says that the simulation is being ended for good: a writer that reads it after opening commits nothing.</summary>
    public Task<SimulationRun> RetiringAsync(CancellationToken cancel) => ChangeAsync(run => run with { Retiring = true }, cancel);

    /// <summary>Says that no commit of the simulation follows.</summary>
    public Task<SimulationRun> RetiredAsync(CancellationToken cancel) => ChangeAsync(run => run with { Retiring = true, Retired = true }, cancel);

    private Task<T> InsertIfAbsentAsync<T>(string name, T wanted, JsonTypeInfo<T> json, CancellationToken cancel) =>
        database.WriteAsync((connection, transaction) =>
        {
            connection.Execute("INSERT INTO run (name, body) VALUES (@name, @body) ON CONFLICT (name) DO NOTHING",
                new { name, body = JsonSerializer.Serialize(wanted, json) }, transaction);
            return Read(connection, transaction, name, json)!;
        }, cancel);

    private Task<T?> FindAsync<T>(string name, JsonTypeInfo<T> json, CancellationToken cancel) where T : class =>
        database.ReadAsync(connection => Read(connection, null, name, json), cancel);

    private Task<SimulationRun> ChangeAsync(Func<SimulationRun, SimulationRun> change, CancellationToken cancel) =>
        database.WriteAsync((connection, transaction) =>
        {
            var run = Read(connection, transaction, SimulationName, RunJson.Default.SimulationRun)
                ?? throw new StoreRefusedException($"the database {database.Name} knows of no simulation");
            var changed = change(run);
            connection.Execute("UPDATE run SET body = @body WHERE name = @name",
                new { name = SimulationName, body = JsonSerializer.Serialize(changed, RunJson.Default.SimulationRun) }, transaction);
            return changed;
        }, cancel);

    private T? Read<T>(DbConnection connection, DbTransaction? transaction, string name, JsonTypeInfo<T> json)
    {
        var body = connection.QuerySingleOrDefault<string>("SELECT body FROM run WHERE name = @name", new { name }, transaction);
        if (body is null) return default;
        try
        {
            var record = JsonSerializer.Deserialize(body, json);
            if (record is SimulationRun run) _ = run.Injected;
            return record;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new StoreRefusedException($"the database {database.Name} is damaged: its run record '{name}' cannot be read", e);
        }
    }
}
