using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Registers the log in a SQLite file.</summary>
public static class SqliteLogServices
{
    /// <summary>One <see cref="IEventLog"/> in a file; takes an <see cref="IRetentionFloor"/> and a <see cref="TimeProvider"/> where they are registered.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static IServiceCollection AddSqliteLog(this IServiceCollection services, SqliteLogOptions options)
    {
        options.Validate();
        return services.AddSingleton<IEventLog>(provider => SqliteEventLog.Open(
            options, provider.GetService<TimeProvider>(), provider.GetService<IRetentionFloor>(), provider.GetService<ILogger<SqliteEventLog>>()));
    }
}
