using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Memory;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AkkaCommerce.Node.Logs;

/// <summary>A log in this process' memory: a new one each time.</summary>
internal sealed class MemoryShopLog(int shards) : IShopLog
{
    private readonly MemoryLogOptions _options = new() { Identity = Guid.NewGuid().ToString("N"), Shards = shards };

    public bool IsTakenAsItIs => false;

    public Task LookAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task<(string Identity, int Shards)> IdentifyAsync(LogRun? kept, CancellationToken cancel) => Task.FromResult((_options.Identity!, _options.Shards));

    public Task CheckRecordsAsync(RunStore runs, CancellationToken cancel) => Task.CompletedTask;

    public IEventLog Open(TimeProvider time) => new MemoryEventLog(_options, time);

    public Task<bool> HoldsFinalAsync(Timestamp end, CancellationToken cancel) => Task.FromResult(true);

    public void AddTo(IServiceCollection services) => services.AddMemoryLog(_options);
}
