using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Ingestion.Journal;

[OnPostgres]
[Trait("Category", "Postgres")]
[Collection(nameof(OnePostgres))]
public sealed class PostgresJournalTests : JournalTests
{
    private readonly PostgresPlace _place;

    public PostgresJournalTests() : this(new PostgresPlace())
    {
    }

    private PostgresJournalTests(PostgresPlace place) : base(SetupOf(PostgresJournal.Configuration, PostgresJournal.Setup(place.NewPostgres())))
    {
        _place = place;
        place.OpenAsync().GetAwaiter().GetResult();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _place.Dispose();
    }
}
