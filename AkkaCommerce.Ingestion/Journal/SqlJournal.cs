using Akka.Actor;
using Akka.Persistence;

namespace AkkaCommerce.Ingestion.Journal;

/// <summary>What Akka.Persistence.Sql's journal is told, whatever database it is in.</summary>
internal static class SqlJournal
{
    private const string PluginId = "akka.persistence.journal.sql";

    /// <param name="provider">The database's kind, as linq2db names it.</param>
    /// <param name="more">Settings of that kind.</param>
    public static string Configuration(string provider, string connectionString, string more) =>
        $$"""
        akka.persistence {
          journal {
            plugin = "{{PluginId}}"
            sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "{{connectionString.Replace("\\", "\\\\", StringComparison.Ordinal)}}"
              provider-name = "{{provider}}"
              tag-write-mode = Csv
              # A row a statement: a number taken twice fails the actor that took it, and no other whose row shares the INSERT.
              batch-size = 1
              # Two incarnations may write in turns; who is right is told by the entries' own chain, not guessed here.
              replay-filter.mode = off
              # One for the node: some refused entries of doubled actors must not shut out all others.
              circuit-breaker { max-failures = 100, call-timeout = 20s, reset-timeout = 1s }
              recovery-event-timeout = 30s
              {{more}}
            }
          }
          max-concurrent-recoveries = 64
        }
        """;

    /// <summary>A process's first recovery takes a second, most of it compiling: it does so while the cluster forms, for nobody.</summary>
    public static void Warm(ActorSystem system) =>
        Persistence.Instance.Apply(system).JournalFor(null).Tell(new ReplayMessages(1, long.MaxValue, 1, "nobody", ActorRefs.Nobody), ActorRefs.Nobody);
}
