using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sqlite;
using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AkkaCommerce.Node.Logs;

/// <summary>
/// A log in a file of the data folder. It and the database are a pair: each is made with the other, and where one was lost no other takes its place beside
/// what is left.
/// </summary>
/// <remarks>
/// Another process may begin the folder at the same time. It makes the log, then the record, then events; so who looks for events first and for the record
/// afterwards, or for the record first and for the log afterwards, never takes a beginning for a loss.
/// </remarks>
/// <param name="shards">Asked for, where it is made.</param>
internal sealed class SqliteShopLog(StorePair pair, SqliteLogOptions options, int? shards) : IShopLog
{
    private SqliteLogFile? _file;
    private bool _hadEvents;

    public bool IsTakenAsItIs => _file!.IsTakenAsItIs;

    public async Task LookAsync(CancellationToken cancel)
    {
        if (!File.Exists(options.Path)) return;
        _file = SqliteLogFile.Open(options);
        _hadEvents = _file.HasRecords;
        if (_hadEvents && !await pair.HasDatabaseAsync(cancel)) throw pair.NoRecord();
    }

    /// <summary>The log is made where there is none, with the shards that were asked for.</summary>
    public Task<(string Identity, int Shards)> IdentifyAsync(LogRun? kept, CancellationToken cancel)
    {
        if (kept is null && _hadEvents) throw pair.NoRecord();
        if (kept is not null && !File.Exists(options.Path)) throw pair.NoLog();
        _file ??= SqliteLogFile.Open(options with { Shards = shards });
        return Task.FromResult((_file.Identity, _file.Shards));
    }

    public async Task CheckRecordsAsync(RunStore runs, CancellationToken cancel)
    {
        if (_file!.IsSimulated && await runs.FindSimulationAsync(cancel) is null) throw pair.NoRecord();
    }

    public IEventLog Open(TimeProvider time) => SqliteEventLog.On(_file!, time);

    public Task<bool> HoldsFinalAsync(Timestamp end, CancellationToken cancel) => Task.FromResult(true);

    public void AddTo(IServiceCollection services) => services.AddSqliteLog(_file!);
}
