using System.Data.Common;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>What differs between databases; all else is plain SQL.</summary>
public interface ISqlDialect
{
    /// <summary>The database's name for a person: a file's path, a server's address.</summary>
    string Name { get; }

    /// <summary>The type of a column that numbers its rows upwards, never using a number twice.</summary>
    string Identity { get; }

    /// <summary>A new open connection, whose owner disposes it.</summary>
    /// <exception cref="DbException">It cannot be opened.</exception>
    DbConnection Connect();

    /// <summary>A transaction that no other writer can be in beside.</summary>
    DbTransaction BeginWrite(DbConnection connection);

    /// <summary>The version of the schema, 0 where there is none yet.</summary>
    long ReadVersion(DbConnection connection);

    /// <summary>Keeps the version of the schema.</summary>
    void WriteVersion(DbConnection connection, DbTransaction transaction, long version);

    /// <summary>Whether another is in the way and it is worth trying again at once.</summary>
    bool IsBusy(DbException failure);

    /// <summary>Whether the database is not ours to use, now or later: damaged, of another kind, not writable. Else it may come back.</summary>
    bool IsRefusal(DbException failure);

    /// <summary>Whether no space is left to write to.</summary>
    bool IsFull(DbException failure);

    /// <summary>The failure in one line for a person.</summary>
    string Describe(DbException failure);
}
