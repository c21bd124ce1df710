using System.Collections;
using Akka.Configuration;
using AkkaCommerce.Node.Configuration.Files;

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
    private readonly IReadOnlyDictionary<string, Origin> _places;
    private readonly string? _fileName;
    private readonly Config _reference;

    private Settings(
        IReadOnlyDictionary<string, (string, string)> commandLine, Dictionary<string, (string, string)> environment, HoconFile? file, string? fileName, Config reference) =>
        (_commandLine, _environment, _file, _places, _fileName, _reference) =
        (commandLine, environment, file?.Content ?? Config.Empty, file?.Places ?? new Dictionary<string, Origin>(), fileName, reference);

    /// <param name="commandLine">By path: the value, and the option as the person wrote it.</param>
    /// <param name="environment">All environment variables; only those that are ours, or meant to be, are looked at.</param>
    /// <param name="file">The file of <c>--config</c>; null: <see cref="DefaultFile"/> below <paramref name="folder"/>, where there is one.</param>
    /// <exception cref="ConfigurationException">A file that cannot be read, a key that nobody knows.</exception>
    public static Settings Load(IReadOnlyDictionary<string, (string Value, string Name)> commandLine, IDictionary environment, string? file, string folder)
    {
        var reference = Hocon.Reference();
        var known = Known(reference);
        var fallback = Path.Combine(folder, DefaultFile);
        var name = file ?? (File.Exists(fallback) ? DefaultFile : null);
        return new Settings(commandLine, FromEnvironment(environment, known), name is null ? null : FromFile(Path.Combine(folder, name), name, known, environment), name, reference);
    }

    /// <summary>A file alone, as if nothing else were set. What is no HOCON in it, and keys that nobody knows, are told and left out.</summary>
    /// <param name="environment">What the file may refer to.</param>
    /// <returns>The settings; null where a bracket is not closed, so that nobody can say which key is below which.</returns>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static (Settings? Settings, IReadOnlyList<string> Problems) OfFile(string path, string name, IDictionary environment)
    {
        var (reference, problems) = (Hocon.Reference(), new ConfigurationProblems(areGathered: true));
        var file = HoconFile.Read(path, name, variable => environment[variable] as string, problems);
        if (problems.HideStructure) return (null, problems.Lines);
        return (new Settings(new Dictionary<string, (string, string)>(), [], file, name, reference), [.. problems.Lines, .. Unknown(file, name, Known(reference))]);
    }

    /// <summary>One option as it is here, and nothing else set.</summary>
    public Settings Alone(string path) => new(new Dictionary<string, (string, string)> { [path] = (string.Join(',', List(path)), Name(path)) }, [], null, null, _reference);

    /// <summary>Akka's own settings: the user's file over the reference.</summary>
    public Config Akka => _file.SafeWithFallback(_reference);

    /// <summary>Akka's own settings of the user's file alone: they go before those that parts of the program set, too. Null: it has none.</summary>
    public Config? GivenAkka => _file.HasPath(AkkaRoot) ? _file : null;

    /// <summary>The user's file, as a person would name it; null: there is none.</summary>
    public string? FileName => _fileName;

    /// <summary>All options, in the reference's order.</summary>
    public IEnumerable<string> Paths() => Hocon.Paths(_reference, Root).Select(path => path[(Root.Length + 1)..]);

    /// <summary>All options with their values, what is passed on to others, and what the user's file changes of Akka's own settings.</summary>
    public IEnumerable<SettingInForce> InForce()
    {
        foreach (var path in Paths()) yield return new(path, string.Join(", ", List(path)), Source(path));
        foreach (var (name, (value, _)) in Below(Passed).OrderBy(property => property.Key, StringComparer.Ordinal))
            yield return new($"{Passed}.{name}", value, Source($"{Passed}.{name}"));
        foreach (var (name, value) in Hocon.Values(_file, AkkaRoot).OrderBy(setting => setting.Name, StringComparer.Ordinal))
            yield return new($"{AkkaRoot}.{name}", value, FromPlace($"{AkkaRoot}.{name}"));
    }

    /// <summary>Where the value in force was set.</summary>
    public SettingSource Source(string path) =>
        _commandLine.TryGetValue(path, out var option) ? new(SettingSourceKind.CommandLine, option.Name)
        : _environment.TryGetValue(path, out var variable) ? new(SettingSourceKind.Environment, variable.Name)
        : FromPlace(Full(path));

    /// <summary>Whether somebody set it for this process: on the command line, or in the environment.</summary>
    public bool IsGivenHere(string path) => _commandLine.ContainsKey(path) || _environment.ContainsKey(path);

    /// <summary>Whether somebody set it: anything but the reference's default.</summary>
    public bool IsGiven(string path) => IsGivenHere(path) || _file.HasPath(Full(path));

    /// <summary>Where the value in force came from, as a person would name it.</summary>
    public string Name(string path) =>
        _commandLine.TryGetValue(path, out var option) ? option.Name
        : _environment.TryGetValue(path, out var variable) ? variable.Name
        : _file.HasPath(Full(path)) ? InFile(Full(path))
        : Full(path);

    /// <summary>A path of the user's file, with where it stands there.</summary>
    public string InFile(string full) => _places.TryGetValue(full, out var place) ? $"{place}: {full}" : $"{_fileName}: {full}";

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
        foreach (var (name, value) in Hocon.Values(_file, Full(path))) below[name] = (value, InFile($"{Full(path)}.{name}"));
        foreach (var given in (IEnumerable<KeyValuePair<string, (string Value, string Name)>>)[.. _environment, .. _commandLine])
            if (given.Key.StartsWith(path + '.', StringComparison.Ordinal))
                below[given.Key[(path.Length + 1)..]] = given.Value;
        return below;
    }

    public ConfigurationException Wrong(string path, string rule) => new($"{Name(path)}: '{Text(path)}' {rule}");

    private SettingSource FromPlace(string full) => _places.TryGetValue(full, out var place)
        ? new(SettingSourceKind.File, place.File) { Line = place.Line }
        : new(SettingSourceKind.Default, "reference.conf");

    private T FromFiles<T>(string path, Func<Config, string, T> read) => read(_file.HasPath(Full(path)) ? _file : _reference, Full(path));

    private static bool IsKnown(string path, HashSet<string> known) => known.Contains(path) || path.StartsWith(Passed + '.', StringComparison.Ordinal);

    private static string Full(string path) => $"{Root}.{path}";

    private static HoconFile FromFile(string path, string name, HashSet<string> known, IDictionary environment)
    {
        var file = HoconFile.Read(path, name, variable => environment[variable] as string);
        return Unknown(file, name, known).FirstOrDefault() is { } problem ? throw new ConfigurationException(problem) : file;
    }

    /// <summary>What is wrong with the keys of a file, each in a line.</summary>
    private static IEnumerable<string> Unknown(HoconFile file, string name, HashSet<string> known)
    {
        foreach (var root in Hocon.Roots(file.Content))
            if (root is not (Root or AkkaRoot) && !file.Substituted.Contains(root))
                yield return Line(root, known.Any(key => key.Split('.')[0] == root) ? $"; did you mean '{Full(root)}'?" : Suggestion.For(root, [Root, AkkaRoot]));
        foreach (var option in Hocon.Paths(file.Content, Root))
            if (!option.StartsWith(Root + '.', StringComparison.Ordinal) || !IsKnown(option[(Root.Length + 1)..], known))
                yield return Line(option, Suggestion.For(option, known.Select(Full)));

        string Line(string option, string suggestion)
        {
            var place = file.Places.FirstOrDefault(place => place.Key == option || place.Key.StartsWith(option + '.', StringComparison.Ordinal));
            return $"{(place.Key is null ? name : place.Value)}: unknown option '{option}'{suggestion}";
        }
    }

    private static HashSet<string> Known(Config reference) => Hocon.Paths(reference, Root).Select(path => path[(Root.Length + 1)..]).ToHashSet();

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
