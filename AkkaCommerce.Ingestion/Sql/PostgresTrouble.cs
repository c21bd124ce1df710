using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>What PostgreSQL's failures mean, by its error codes. (PostgreSQL's manual, appendix A.)</summary>
internal static class PostgresTrouble
{
    public static SqlTrouble Of(DbException failure) => failure.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => SqlTrouble.Busy,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections => SqlTrouble.Away,
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege => SqlTrouble.Refused,
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.ReadOnlySqlTransaction => SqlTrouble.Refused,
        PostgresErrorCodes.DiskFull => SqlTrouble.Full,
        { } code when code.StartsWith("08", StringComparison.Ordinal) => SqlTrouble.Away,
        { } code when code.StartsWith("28", StringComparison.Ordinal) => SqlTrouble.Refused,
        { } => SqlTrouble.Other,
        null => OfConnection(failure),
    };

    /// <summary>Without the password, and without the statement.</summary>
    /// <param name="name">The database's, for a person.</param>
    public static string Describe(DbException failure, string name) => failure.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => $"PostgreSQL at {name}: there is no such database; CREATE DATABASE makes one",
        PostgresErrorCodes.InsufficientPrivilege => $"PostgreSQL at {name}: {Text(failure)}; grant the user what is missing",
        PostgresErrorCodes.InvalidSchemaName => $"PostgreSQL at {name}: there is no schema to make tables in; CREATE SCHEMA makes one, 'Search Path=NAME' names it",
        PostgresErrorCodes.DuplicateTable => $"PostgreSQL at {name} holds tables of others ({Text(failure)}): the shop needs a database of its own, or a schema ('Search Path=NAME')",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"PostgreSQL at {name} can only be read: a standby, or default_transaction_read_only is set",
        PostgresErrorCodes.DiskFull => $"PostgreSQL at {name} cannot be written: no space is left; what was committed stays readable",
        _ when Of(failure) == SqlTrouble.Away => $"PostgreSQL at {name} does not answer ({Text(failure)})",
        _ when Of(failure) == SqlTrouble.Refused => $"PostgreSQL at {name} refuses: {Text(failure)}",
        _ => $"PostgreSQL at {name}: {Text(failure)}",
    };

    /// <summary>A failure that no server told: of the way to it, or of what one was asked for before it answers.</summary>
    private static SqlTrouble OfConnection(DbException failure) => failure.InnerException switch
    {
        System.Security.Authentication.AuthenticationException => SqlTrouble.Refused,
        SocketException or IOException or TimeoutException => SqlTrouble.Away,
        _ when failure.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => SqlTrouble.Refused,
        _ => SqlTrouble.Other,
    };

    private static string Text(DbException failure) => failure switch
    {
        PostgresException told => told.MessageText,
        { InnerException: SocketException socket } => socket.Message,
        { InnerException: TimeoutException } => "it takes too long",
        { InnerException: IOException { InnerException: SocketException socket } } => socket.Message,
        { InnerException: IOException } => "the connection broke",
        { InnerException: System.Security.Authentication.AuthenticationException security } => security.Message,
        _ => failure.Message,
    };
}
