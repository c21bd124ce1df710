using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>Registers the log in Kafka.</summary>
public static class KafkaLogServices
{
    /// <summary>One <see cref="IEventLog"/> in Kafka, known already by <see cref="KafkaEventLog.IdentifyAsync"/>; takes a <see cref="TimeProvider"/> where one is registered.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IServiceCollection AddKafkaLog(this IServiceCollection services, KafkaLogOptions options, string identity, int shards)
    {
        options.Validate();
        return services.AddSingleton<IEventLog>(provider => new KafkaEventLog(
            options, identity, shards, provider.GetService<TimeProvider>(), provider.GetService<ILogger<KafkaEventLog>>()));
    }
}
