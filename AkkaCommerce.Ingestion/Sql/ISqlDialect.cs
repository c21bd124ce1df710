using System.Data.Common;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>What differs between databases; all else is plain SQL.</summary>
public interface ISqlDialect
{
    /// <summary>The database's name for a person: a file's path, a server's address.</summary>
    string Name { get; }

    /// <summary>How it calls the types of columns.</summary>
    SqlTypes Types { get; }

    /// <summary>Whether there may be something in it: a file that is not there is not made by looking.</summary>
    bool MayExist { get; }

    /// <summary>Whether it is reached from other machines, and so by programs with other data folders.</summary>
    bool IsServer { get; }

    /// <summary>The statement that begins to read, all of it as of one moment, beside those who write.</summary>
    string BeginReading { get; }

    /// <summary>A new open connection, whose owner disposes it.</summary>
    /// <exception cref="DbException">It cannot be opened.</exception>
    DbConnection Connect();

    /// <summary>A transaction that no other of its kind can be in beside.</summary>
    DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Whether there is a table.</summary>
    bool HasTable(DbConnection connection, string name);

    /// <summary>The version of the schema, 0 where there is none yet.</summary>
    long ReadVersion(DbConnection connection);

    /// <summary>Keeps the version of the schema.</summary>
    void WriteVersion(DbConnection connection, DbTransaction transaction, long version);

    /// <summary>What a failure means for whoever met it.</summary>
    SqlTrouble TroubleOf(DbException failure);

    /// <summary>The failure in one line for a person, without secrets.</summary>
    string Describe(DbException failure);
}
