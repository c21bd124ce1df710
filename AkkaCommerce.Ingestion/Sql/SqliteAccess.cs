namespace AkkaCommerce.Ingestion.Sql;

/// <summary>What may be done to a file of SQLite.</summary>
public enum SqliteAccess
{
    /// <summary>It is read and written, and made where there is none.</summary>
    Make,

    /// <summary>It is read and written where it is there; looking makes nothing.</summary>
    Use,
}
