namespace AkkaCommerce.Ingestion.Sql;

/// <summary>
/// A part of the program that keeps tables: its statements, in their order, that lead a database from a version of the schema to the present one
/// (<see cref="SqlDatabase.Version"/>). All parts' run in one transaction.
/// </summary>
/// <param name="version">The version found; 0: the tables are made.</param>
public delegate IEnumerable<string> SqlPart(ISqlDialect dialect, long version);
