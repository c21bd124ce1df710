using System.CommandLine;

namespace AkkaCommerce.Node.Commands;

/// <summary>Options of every command.</summary>
internal static class CommonOptions
{
    public static readonly SettingOption Data = new("--data", "data", "FOLDER", "The data folder [./data]") { Recursive = true };
    public static readonly SettingOption Log = new("--log", "log", "sqlite|memory", "Where events are kept [sqlite]") { Recursive = true };
    public static readonly SettingOption LogLevel = new("--log-level", "log-level", "LEVEL", "trace, debug, information, warning, error or none [information]") { Recursive = true };

    public static readonly Option<string> Config = new("--config")
    {
        HelpName = "FILE",
        Description = "A HOCON file [./hocon/akkacommerce.conf, where there is one]",
        Recursive = true,
    };

    public static IEnumerable<Option> All => [Data, Log, LogLevel, Config];
}
