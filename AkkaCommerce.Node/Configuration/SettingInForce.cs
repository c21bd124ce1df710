using System.Data.Common;
using AkkaCommerce.Ingestion.Kafka;

namespace AkkaCommerce.Node.Configuration;

/// <summary>An option with the value that holds, and where it was set.</summary>
/// <param name="path">Below <c>akkacommerce</c>, or Akka's own whole (<c>akka.loglevel</c>).</param>
public sealed class SettingInForce(string path, string value, SettingSource source)
{
    private const string Hidden = "(hidden)";

    public string Path { get; } = path;

    public SettingSource Source { get; } = source;

    /// <summary>What may be seen of the value: no password, but where one is (<c>file:PATH</c>, <c>env:NAME</c>).</summary>
    public string Shown { get; } =
        SecretText.IsElsewhere(value) ? value
        : path == "sql" || path.EndsWith("connection-string", StringComparison.Ordinal) ? Masked(value)
        : KafkaProperties.IsSecret(PropertyOf(path)) ? Hidden
        : value;

    /// <summary>Whether some of the value is not shown.</summary>
    public bool IsHidden => Shown.Contains(Hidden, StringComparison.Ordinal);

    private static string PropertyOf(string path) => path.StartsWith(Settings.Passed + '.', StringComparison.Ordinal) ? path[(Settings.Passed.Length + 1)..] : path;

    /// <summary>A connection string without its passwords; one that cannot be read may be a password as a whole.</summary>
    private static string Masked(string text)
    {
        if (text.Length == 0) return text;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            foreach (var key in parts.Keys.Cast<string>().ToList())
                if (key is "pwd" or "psw" || key.Contains("password", StringComparison.OrdinalIgnoreCase) || key.Contains("secret", StringComparison.OrdinalIgnoreCase))
                    parts[key] = Hidden;
            return parts.Count == 0 ? Hidden : parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            return Hidden;
        }
    }
}
