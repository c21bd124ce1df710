namespace AkkaCommerce.Tests.Ingestion.Sql;

/// <summary>Tests on the one PostgreSQL there is: after all others, one by one, for a server that is kept from its work is one that does not answer.</summary>
[CollectionDefinition(nameof(OnePostgres), DisableParallelization = true)]
public sealed class OnePostgres;
