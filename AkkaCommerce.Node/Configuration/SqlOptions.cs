using System.Data.Common;
using AkkaCommerce.Ingestion.Sql;
using Npgsql;

namespace AkkaCommerce.Node.Configuration;

/// <summary>The database of PostgreSQL that holds the journal and the tables. Not a record: nothing prints it, for it may hold a password.</summary>
public sealed class SqlOptions
{
    private const string Path = "sql";

    private SqlOptions(PostgresDialect database) => Database = database;

    /// <summary>With its connections, which are the process's.</summary>
    public PostgresDialect Database { get; }

    /// <returns>Null: journal and tables are in the data folder.</returns>
    /// <exception cref="ConfigurationException">A value that does not fit. Nothing of it is shown.</exception>
    public static SqlOptions? Read(Settings settings)
    {
        if (settings.Text(Path) is not { Length: > 0 } given) return null;
        var from = settings.Name(Path);
        var text = SecretText.Read(given, from);
        if (Builder(text) is not { } builder) throw new ConfigurationException($"{from}: is no connection string of PostgreSQL, such as Host=db;Database=shop;Username=shop{Hint(text)}");
        if (builder.Host is not { Length: > 0 } || builder.Database is not { Length: > 0 }) throw new ConfigurationException($"{from}: needs Host and Database, such as Host=db;Database=shop;Username=shop");
        if (from.StartsWith("--", StringComparison.Ordinal) && !SecretText.IsElsewhere(given) && (builder.Password ?? builder.SslPassword) is { Length: > 0 })
            throw new ConfigurationException($"{from}: every user of this machine could read the password on the command line: {from} file:PATH or {from} env:NAME says where the whole text is; the password alone may be in PGPASSWORD, or in the file that PGPASSFILE names");
        return new(new PostgresDialect(text));
    }

    private static NpgsqlConnectionStringBuilder? Builder(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The known key that one of the text's was meant to be; the text's own may be a part of a password.</summary>
    private static string Hint(string text)
    {
        try
        {
            var given = new DbConnectionStringBuilder { ConnectionString = text };
            string[] known = ["host", "port", "database", "username", "password", "timeout", "search path", "ssl mode", "root certificate"];
            return given.Keys.Cast<string>().Where(key => !known.Contains(key)).Select(key => Suggestion.Nearest(key, known)).FirstOrDefault(near => near is not null) is { } meant
                ? $"; did you mean '{meant}'?"
                : "";
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
