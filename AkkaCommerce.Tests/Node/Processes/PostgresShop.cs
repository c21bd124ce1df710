using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A shop with a database of its own of the PostgreSQL under test.</summary>
public abstract class PostgresShop : ProgramShop
{
    private readonly Lazy<PostgresPlace> _place = new();

    protected PostgresPlace Place => _place.Value;

    private protected override void DisposeStores()
    {
        if (_place.IsValueCreated) Place.Dispose();
    }

    /// <summary>The connection string holds a password: it is in a file.</summary>
    private protected override string[] WithStores(params string[] command)
    {
        var file = Path.Combine(Folder, "connection");
        if (!File.Exists(file)) File.WriteAllText(file, Place.ConnectionString);
        return [.. command, "--sql", $"file:{file}"];
    }

    private protected Task<ProgramResult> RunOnSqliteAsync(params string[] command) => ProgramProcess.RunAsync(Folder, [.. command, "--data", "sqlite"]);
}
