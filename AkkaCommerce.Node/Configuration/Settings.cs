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
    private const string AkkaRoot = "akka";
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
    /// <param name="environment">All environment variables; only those that are ours, or meant to be, are looked at.</param>
    /// <param name="file">The file of <c>--config</c>; null: <see cref="DefaultFile"/> below <paramref name="folder"/>, where there is one.</param>
    /// <exception cref="ConfigurationException">A file that cannot be read, a key that nobody knows.</exception>
    public static Settings Load(IReadOnlyDictionary<string, (string Value, string Name)> commandLine, IDictionary environment, string? file, string folder)
    {
        var reference = Hocon.Reference();
        var known = Hocon.Paths(reference, Root).Select(path => path[(Root.Length + 1)..]).ToHashSet();
        var fallback = Path.Combine(folder, DefaultFile);
        var name = file ?? (File.Exists(fallback) ? DefaultFile : null);
        return new Settings(commandLine, FromEnvironment(environment, known), name is null ? Config.Empty : FromFile(Path.Combine(folder, name), name, known), name, reference);
    }

    /// <summary>Akka's own settings: the user's file over the reference.</summary>
    public Config Akka => _file.SafeWithFallback(_reference);

    /// <summary>Akka's own settings of the user's file alone: they go before those that parts of the program set, too. Null: it has none.</summary>
    public Config? GivenAkka => _file.HasPath(AkkaRoot) ? _file : null;

    /// <summary>The user's file, as a person would name it; null: there is none.</summary>
    public string? FileName => _fileName;

    /// <summary>Whether somebody set it for this process: on the command line, or in the environment.</summary>
    public bool IsGivenHere(string path) => _commandLine.ContainsKey(path) || _environment.ContainsKey(path);

    /// <summary>Whether somebody set it: anything but the reference's default.</summary>
    public bool IsGiven(string path) => IsGivenHere(path) || _file.HasPath(Full(path));

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
        return !IsGivenHere(path) && FromFiles(path, (config, full) => config.GetValue(full).IsArray())
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

    private static Config FromFile(string path, string name, HashSet<string> known)
    {
        var (content, substituted) = Hocon.File(path, name);
        foreach (var root in Hocon.Roots(content))
            if (root is not (Root or AkkaRoot) && !substituted.Contains(root))
                throw Unknown(root, known.Any(key => key.Split('.')[0] == root) ? $"; did you mean '{Full(root)}'?" : Suggestion.For(root, [Root, AkkaRoot]));
        foreach (var option in Hocon.Paths(content, Root))
            if (!option.StartsWith(Root + '.', StringComparison.Ordinal) || !IsKnown(option[(Root.Length + 1)..], known))
                throw Unknown(option, Suggestion.For(option, known.Select(Full)));
        return content;

        ConfigurationException Unknown(string option, string suggestion) => new($"{name}: unknown option '{option}'{suggestion}");
    }

    private static Dictionary<string, (string, string)> FromEnvironment(IDictionary environment, HashSet<string> known)
    {
        var result = new Dictionary<string, (string, string)>();
        foreach (DictionaryEntry entry in environment)
        {
            if (entry.Key is not string name || !Variables.IsOurs(name, known)) continue;
            if (Variables.PathOrNull(name) is not { } path || !IsKnown(path, known))
                throw new ConfigurationException($"environment: unknown option '{name}'{Suggestion.For(name.ToUpperInvariant(), known.Select(Variables.Name))}");
            result[path] = ((string?)entry.Value ?? "", name);
        }
        return result;
    }
}
