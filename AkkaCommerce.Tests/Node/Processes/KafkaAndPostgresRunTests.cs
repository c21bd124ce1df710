using System.Runtime.CompilerServices;
using AkkaCommerce.Tests.Ingestion.Kafka;
using AkkaCommerce.Tests.Ingestion.Sql;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Both on servers: the log in Kafka, journal and tables in PostgreSQL.</summary>
[Trait("Category", "Kafka")]
[Collection(nameof(Alone))]
public sealed class KafkaAndPostgresRunTests : PostgresShop
{
    private readonly Lazy<TestTopics> _topics = new(() => new TestTopics());

    [KafkaAndPostgresFact]
    public async Task A_run_with_both_on_servers_is_verified_and_topics_whose_database_was_lost_are_no_place_to_begin()
    {
        using var topics = _topics.Value;
        string[] kafka = ["--log", "kafka", "--bootstrap", TestKafka.Servers!, "--topic-prefix", topics.Prefix];
        (await RunAsync(["run", "--speed", "max", .. AnHour, .. kafka])).ShouldSucceed();
        (await RunAsync(["verify", .. kafka])).ShouldSucceed();
        (await RunOnSqliteAsync(["run", "--speed", "max", .. AnHour])).ShouldSucceed();
        (await RunAsync(["snapshot", "--all", "--json", .. kafka])).Output.ShouldBe((await RunOnSqliteAsync("snapshot", "--all", "--json")).Output);

        foreach (var command in (string[])["run", "verify"])
        {
            var told = await ProgramProcess.RunAsync(Folder, [command, .. kafka, "--data", "lost"]);
            told.Code.ShouldBe(1, told.ToString());
            if (command == "run") told.Error.ShouldContain($"the log in {topics.Prefix}ecommerce-* at {TestKafka.Servers} holds events, but ");
        }
    }
}

/// <summary>A fact about a real Kafka beside a real PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KafkaAndPostgresFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(TestKafka.Missing ?? TestPostgres.Missing, name);
