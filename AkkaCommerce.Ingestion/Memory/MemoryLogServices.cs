using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Memory;

/// <summary>Registers the log in memory.</summary>
public static class MemoryLogServices
{
    /// <summary>One <see cref="IEventLog"/> in memory; takes an <see cref="IRetentionFloor"/> and a <see cref="TimeProvider"/> where they are registered.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IServiceCollection AddMemoryLog(this IServiceCollection services, MemoryLogOptions? options = null)
    {
        options?.Validate();
        return services.AddSingleton<IEventLog>(provider => new MemoryEventLog(
            options, provider.GetService<TimeProvider>(), provider.GetService<IRetentionFloor>(), provider.GetService<ILogger<MemoryEventLog>>()));
    }
}
