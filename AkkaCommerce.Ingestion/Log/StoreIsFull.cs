using Akka.Actor;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>
/// No space is left for the log or the database. Published to the event stream of the node that met it: its host ends the node, for nothing can be
/// written before somebody makes room.
/// </summary>
/// <param name="Reason">In a line for a person.</param>
public sealed record StoreIsFull(string Reason) : INoSerializationVerificationNeeded
{
    /// <summary>ENOSPC, as an <see cref="IOException"/> of Linux and macOS carries it, and ERROR_DISK_FULL of Windows.</summary>
    private const int NoSpace = 28, WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>What a failure, or one that caused it, says of a full store; null where it says nothing.</summary>
    public static StoreIsFull? Of(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is LogUnavailableException { IsFull: true }) return new StoreIsFull(failure.Message);
            if (failure is PostgresException { SqlState: PostgresErrorCodes.DiskFull })
                return new StoreIsFull("the database cannot be written to: no space is left on its server; what was committed stays readable");
            if (failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL } or IOException { HResult: NoSpace or WindowsDiskFull })
                return new StoreIsFull("the data folder cannot be written to: no space is left; what was committed stays readable");
        }
        return null;
    }
}
