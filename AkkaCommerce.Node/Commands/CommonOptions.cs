using System.CommandLine;

namespace AkkaCommerce.Node.Commands;

/// <summary>Options of every command.</summary>
internal static class CommonOptions
{
    public static readonly SettingOption Data = new("--data", "data", "FOLDER", "The data folder [./data]") { Recursive = true };
    public static readonly SettingOption Log = new("--log", "log", "sqlite|memory|kafka", "Where events are kept [sqlite]", "sqlite", "memory", "kafka") { Recursive = true };
    public static readonly SettingOption Bootstrap = new("--bootstrap", "kafka.bootstrap", "HOST:PORT,...", "With --log kafka: where Kafka is") { Recursive = true };
    public static readonly SettingOption TopicPrefix = new("--topic-prefix", "kafka.topic-prefix", "TEXT", "With --log kafka: what stands before the topics' names [nothing]") { Recursive = true };
    public static readonly SettingOption Sql = new("--sql", "sql", "TEXT", "A database of PostgreSQL for journal and tables: Host=…;Database=…;Username=…, or file:PATH, env:NAME [in the data folder]") { Recursive = true };
    public static readonly SettingOption SeedNodes = new("--seed-nodes", "cluster.seed-nodes", "HOST:PORT,...", "Nodes of the shop's cluster, to join by or to ask [none: alone]") { Recursive = true };
    public static readonly SettingOption LogLevel = new("--log-level", "log-level", "LEVEL", "trace, debug, information, warning, error or none [information]", "trace", "debug", "information", "warning", "error", "none") { Recursive = true };

    /// <summary>Several times, each a property more.</summary>
    public static readonly Option<string[]> Kafka = new("--kafka")
    {
        HelpName = "KEY=VALUE",
        Description = "With --log kafka: a property of librdkafka, such as security.protocol=SASL_SSL; a value may be file:PATH or env:NAME",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
    };

    public static readonly Option<string> Config = new("--config")
    {
        HelpName = "FILE",
        Description = "A HOCON file [./hocon/akkacommerce.conf, where there is one]",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "On standard error only what went wrong", Recursive = true };
    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "On standard error more than is needed: what is read, where, and how long it takes", Recursive = true };

    public static IEnumerable<Option> All => [Data, Log, Bootstrap, TopicPrefix, Kafka, Sql, SeedNodes, LogLevel, Config, Quiet, Verbose];
}
