using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.DependencyInjection;

namespace AkkaCommerce.Node.Logs;

/// <summary>The log that a process was told to use: known by name first, for a database belongs to one log; then opened, or registered.</summary>
internal interface IShopLog
{
    /// <summary>Makes it where it may and there is none.</summary>
    /// <param name="kept">The shards that the database's record says; null: it has none.</param>
    /// <exception cref="StoreRefusedException">It is not ours to use.</exception>
    /// <exception cref="LogUnavailableException">It cannot be reached.</exception>
    Task<(string Identity, int Shards)> IdentifyAsync(int? kept, CancellationToken cancel);

    /// <summary>Opens it, once identified.</summary>
    IEventLog Open(TimeProvider time);

    /// <summary>Registers it, once identified.</summary>
    void AddTo(IServiceCollection services);
}
