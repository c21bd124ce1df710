using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>Whether the database answers.</summary>
/// <param name="name">The database's, for a person.</param>
internal sealed partial class SqlHealth(string name, TimeProvider time, ILogger logger) : ServerHealth(time)
{
    private int _looking;

    /// <summary>Whether one may look whether it is back: one at a time, who says when it is done.</summary>
    public bool TryLook() => Interlocked.CompareExchange(ref _looking, 1, 0) == 0;

    public void Looked() => Volatile.Write(ref _looking, 0);

    protected override void SayAway(string reason) => Away(logger, reason);

    protected override void SayBack(long seconds) => Back(logger, name, seconds);

    [LoggerMessage(EventId = 1151, Level = LogLevel.Warning, Message = "{Reason}: what needs it waits, and goes on when it is back")]
    private static partial void Away(ILogger logger, string reason);

    [LoggerMessage(EventId = 1152, Level = LogLevel.Information, Message = "PostgreSQL at {Name} answers again, after {Seconds} s")]
    private static partial void Back(ILogger logger, string name, long seconds);
}
