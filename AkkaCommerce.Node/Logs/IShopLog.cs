using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AkkaCommerce.Node.Logs;

/// <summary>The log that a process was told to use: known by name first, for a database belongs to one log; then opened, or registered.</summary>
internal interface IShopLog
{
    /// <summary>Looks at what is there, before anybody looks into the database.</summary>
    /// <exception cref="StoreRefusedException">It is not ours to use, or the database that belongs to it was lost.</exception>
    /// <exception cref="LogUnavailableException">The database cannot be reached.</exception>
    Task LookAsync(CancellationToken cancel);

    /// <summary>Makes it where it may and there is none.</summary>
    /// <param name="kept">The record of it in the database; null: there is none.</param>
    /// <exception cref="StoreRefusedException">It is not ours to use, or one of log and database was lost.</exception>
    /// <exception cref="LogUnavailableException">It cannot be reached.</exception>
    Task<(string Identity, int Shards)> IdentifyAsync(LogRun? kept, CancellationToken cancel);

    /// <summary>Looks, once identified, whether the database knows of what is in it. The log is looked into before the records.</summary>
    /// <exception cref="StoreRefusedException">It holds what the program wrote, or a simulation's events, and the database has no record of that.</exception>
    /// <exception cref="LogUnavailableException">One of them cannot be reached.</exception>
    Task CheckRecordsAsync(RunStore runs, CancellationToken cancel);

    /// <summary>Whether changes to it are not seen: nothing can be written beside it, and nobody had it open.</summary>
    bool IsTakenAsItIs { get; }

    /// <summary>Opens it, once identified.</summary>
    IEventLog Open(TimeProvider time);

    /// <summary>Whether the last final window that was published to it, once identified, is the one that ends then; true where none are.</summary>
    /// <exception cref="LogUnavailableException">It cannot be read now.</exception>
    Task<bool> HoldsFinalAsync(Timestamp end, CancellationToken cancel);

    /// <summary>Registers it, once identified.</summary>
    void AddTo(IServiceCollection services);
}
