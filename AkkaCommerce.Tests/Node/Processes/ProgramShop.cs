namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A data folder of a test's own, and the program's commands on the shop that has it.</summary>
public abstract class ProgramShop : IDisposable
{
    private protected static readonly string[] AnHour = ["--from", "2025-09-07T12:00:00Z", "--until", "+1h", "--shoppers", "2000", "--shards", "4"];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("akkacommerce-shop-").FullName;

    public void Dispose()
    {
        DisposeStores();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What is not in the folder goes with the test, too.</summary>
    private protected abstract void DisposeStores();

    /// <summary>A command with the options that say where the shop's stores are.</summary>
    private protected abstract string[] WithStores(params string[] command);

    private protected Task<ProgramResult> RunAsync(params string[] command) => ProgramProcess.RunAsync(Folder, WithStores(command));

    private protected ProgramProcess Start(params string[] command) => ProgramProcess.Start(Folder, WithStores(command));

    private protected static string[] Sorted(ProgramResult result) => [.. result.Lines.Order(StringComparer.Ordinal)];
}
