using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A data folder, a database of its own of the PostgreSQL under test, and the program's commands on them.</summary>
public abstract class PostgresShop : IDisposable
{
    private protected static readonly string[] AnHour = ["--from", "2025-09-07T12:00:00Z", "--until", "+1h", "--shoppers", "2000", "--shards", "4"];

    private readonly Lazy<PostgresPlace> _place = new();

    protected PostgresPlace Place => _place.Value;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("akkacommerce-postgres-").FullName;

    public void Dispose()
    {
        if (_place.IsValueCreated) Place.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The connection string holds a password: it is in a file.</summary>
    private protected string[] Arguments(params string[] command)
    {
        var file = Path.Combine(Folder, "connection");
        if (!File.Exists(file)) File.WriteAllText(file, Place.ConnectionString);
        return [.. command, "--sql", $"file:{file}"];
    }

    private protected Task<ProgramResult> RunAsync(params string[] command) => ProgramProcess.RunAsync(Folder, Arguments(command));

    private protected ProgramProcess Start(params string[] command) => ProgramProcess.Start(Folder, Arguments(command));

    private protected Task<ProgramResult> RunOnSqliteAsync(params string[] command) => ProgramProcess.RunAsync(Folder, [.. command, "--data", "sqlite"]);

    private protected static string[] Sorted(ProgramResult result) => [.. result.Lines.Order(StringComparer.Ordinal)];
}
