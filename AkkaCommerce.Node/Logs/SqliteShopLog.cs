using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AkkaCommerce.Node.Logs;

/// <summary>A log in a file of the data folder.</summary>
/// <param name="shards">Asked for, where it is made.</param>
internal sealed class SqliteShopLog(SqliteLogOptions options, int? shards) : IShopLog
{
    private SqliteLogOptions _options = options;

    /// <summary>The log is made where there is none, with the shards that the record has, or else that were asked for.</summary>
    public Task<(string Identity, int Shards)> IdentifyAsync(int? kept, CancellationToken cancel)
    {
        _options = _options with { Shards = kept ?? (File.Exists(_options.Path) ? null : shards) };
        var identified = SqliteEventLog.Identify(_options);
        _options = _options with { Shards = identified.Shards };
        return Task.FromResult(identified);
    }

    public IEventLog Open(TimeProvider time) => SqliteEventLog.Open(_options, time);

    public void AddTo(IServiceCollection services) => services.AddSqliteLog(_options);
}
