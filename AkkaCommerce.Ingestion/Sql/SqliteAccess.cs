namespace AkkaCommerce.Ingestion.Sql;

/// <summary>What may be done to a file of SQLite.</summary>
public enum SqliteAccess
{
    /// <summary>It is read and written, and made where there is none.</summary>
    Make,

    /// <summary>It is read and written where it is there.</summary>
    Use,

    /// <summary>It is only read, where it is there, and also where nothing can be written (<see cref="UnwritableFile"/>).</summary>
    Read,
}
