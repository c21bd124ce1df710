using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Registers the log in a SQLite file.</summary>
public static class SqliteLogServices
{
    /// <summary>One <see cref="IEventLog"/> in a file; takes an <see cref="IRetentionFloor"/> and a <see cref="TimeProvider"/> where they are registered.</summary>
    public static IServiceCollection AddSqliteLog(this IServiceCollection services, SqliteLogFile file) =>
        services.AddSingleton<IEventLog>(provider => SqliteEventLog.On(
            file, provider.GetService<TimeProvider>(), provider.GetService<IRetentionFloor>(), provider.GetService<ILogger<SqliteEventLog>>()));
}
