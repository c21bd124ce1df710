using System.Collections;
using Akka.Configuration;

namespace AkkaCommerce.Node.Configuration;

/// <summary>
/// What is in force, and where each value came from: command line over environment over the user's file over the reference.
/// Paths are those below <c>akkacommerce</c>: <c>simulation.visits-per-day</c>.
/// </summary>
public sealed class Settings
{
    public const string Root = "akkacommerce";
    public const string EnvironmentPrefix = "AKKACOMMERCE__";
    public const string DefaultFile = "hocon/akkacommerce.conf";

    /// <summary>Below it every path is known: the properties of another program.</summary>
    public const string Passed = "kafka.properties";

    private readonly IReadOnlyDictionary<string, (string Value, string Name)> _commandLine;
    private readonly Dictionary<string, (string Value, string Name)> _environment;
    private readonly Config _file;
    private readonly string? _fileName;
    private readonly Config _reference;

    private Settings(
        IReadOnlyDictionary<string, (string, string)> commandLine, Dictionary<string, (string, string)> environment, Config file, string? fileName, Config reference) =>
        (_commandLine, _environment, _file, _fileName, _reference) = (commandLine, environment, file, fileName, reference);

    /// <param name="commandLine">By path: the value, and the option as the person wrote it.</param>
    /// <param name="environment">All environment variables; only those with our prefix are looked at.</param>
    /// <param name="file">The file of <c>--config</c>; null: <see cref="DefaultFile"/> below <paramref name="folder"/>, where there is one.</param>
    /// <exception cref="ConfigurationException">A file that cannot be read, a key that nobody knows.</exception>
    public static Settings Load(IReadOnlyDictionary<string, (string Value, string Name)> commandLine, IDictionary environment, string? file, string folder)
    {
        var reference = Hocon.Reference();
        var known = Hocon.Paths(reference, Root).Select(path => path[(Root.Length + 1)..]).ToHashSet();
        var fallback = Path.Combine(folder, DefaultFile);
        var name = file ?? (File.Exists(fallback) ? DefaultFile : null);
        var content = name is null ? Config.Empty : Hocon.File(Path.Combine(folder, name));
        foreach (var path in Hocon.Paths(content, Root))
            if (!path.StartsWith(Root + '.', StringComparison.Ordinal) || !IsKnown(path[(Root.Length + 1)..], known))
                throw new ConfigurationException($"{name}: unknown option '{path}'{Suggestion.For(path, known.Select(key => $"{Root}.{key}"))}");
        return new Settings(commandLine, FromEnvironment(environment, known), content, name, reference);
    }

    /// <summary>Akka's own settings: the user's file over the reference.</summary>
    public Config Akka => _file.SafeWithFallback(_reference);

    /// <summary>Whether somebody set it: anything but the reference's default.</summary>
    public bool IsGiven(string path) => _commandLine.ContainsKey(path) || _environment.ContainsKey(path) || _file.HasPath(Full(path));

    /// <summary>Where the value in force came from, as a person would name it.</summary>
    public string Name(string path) =>
        _commandLine.TryGetValue(path, out var option) ? option.Name
        : _environment.TryGetValue(path, out var variable) ? variable.Name
        : _file.HasPath(Full(path)) ? $"{_fileName}: {Full(path)}"
        : Full(path);

    public string Text(string path) =>
        _commandLine.TryGetValue(path, out var option) ? option.Value
        : _environment.TryGetValue(path, out var variable) ? variable.Value
        : FromFiles(path, (config, full) => config.GetString(full)?.Trim() ?? "");

    /// <summary>A list: of HOCON, or separated by commas.</summary>
    public IReadOnlyList<string> List(string path)
    {
        var isHocon = !_commandLine.ContainsKey(path) && !_environment.ContainsKey(path);
        return isHocon && FromFiles(path, (config, full) => config.GetValue(full).IsArray())
            ? [.. FromFiles(path, (config, full) => config.GetStringList(full))]
            : Text(path).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What is passed on below a path: by name the value, and where it came from.</summary>
    public IReadOnlyDictionary<string, (string Value, string Name)> Below(string path)
    {
        var below = new Dictionary<string, (string, string)>();
        foreach (var (name, value) in Hocon.Values(_file, Full(path))) below[name] = (value, $"{_fileName}: {Full(path)}.{name}");
        foreach (var given in (IEnumerable<KeyValuePair<string, (string Value, string Name)>>)[.. _environment, .. _commandLine])
            if (given.Key.StartsWith(path + '.', StringComparison.Ordinal))
                below[given.Key[(path.Length + 1)..]] = given.Value;
        return below;
    }

    public ConfigurationException Wrong(string path, string rule) => new($"{Name(path)}: '{Text(path)}' {rule}");

    private T FromFiles<T>(string path, Func<Config, string, T> read) => read(_file.HasPath(Full(path)) ? _file : _reference, Full(path));

    private static bool IsKnown(string path, HashSet<string> known) => known.Contains(path) || path.StartsWith(Passed + '.', StringComparison.Ordinal);

    private static string Full(string path) => $"{Root}.{path}";

    private static Dictionary<string, (string, string)> FromEnvironment(IDictionary environment, HashSet<string> known)
    {
        var result = new Dictionary<string, (string, string)>();
        foreach (DictionaryEntry entry in environment)
        {
            if (entry.Key is not string name || !name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            var path = name[EnvironmentPrefix.Length..].ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal).Replace('_', '-');
            if (!IsKnown(path, known))
                throw new ConfigurationException($"environment: unknown option '{name}'{Suggestion.For(name, known.Select(Variable))}");
            result[path] = ((string?)entry.Value ?? "", name);
        }
        return result;
    }

    private static string Variable(string path) =>
        EnvironmentPrefix + path.Replace(".", "__", StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant();
}
