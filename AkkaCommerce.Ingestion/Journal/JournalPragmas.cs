using System.Data.Common;
using LinqToDB.Interceptors;

namespace AkkaCommerce.Ingestion.Journal;

/// <summary>
/// What a connection of the journal needs and its connection string cannot say. Without a busy timeout a second writer costs sleeps of 150 ms.
/// </summary>
internal sealed class JournalPragmas : ConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL;";

    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        return command;
    }
}
