using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>A file of settings with what it includes, read to its end.</summary>
/// <param name="Content">For Akka, and for whoever reads settings as Akka does.</param>
/// <param name="Places">By path, where each value stands.</param>
/// <param name="Substituted">The first parts of all paths that a value is taken from (<c>${part.x}</c>).</param>
internal sealed record HoconFile(Config Content, IReadOnlyDictionary<string, Origin> Places, IReadOnlySet<string> Substituted)
{
    /// <summary>The most files one may include, directly or not: a file that includes itself ends here.</summary>
    private const int MostIncludes = 100;

    /// <summary>A file and what it includes, each found beside the one that names it.</summary>
    /// <param name="name">As a person would name it.</param>
    /// <param name="variable">What a variable of the environment holds; null: there is none.</param>
    /// <param name="problems">Takes what is wrong in the files; null: the first is thrown.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or is not HOCON: file, line and why.</exception>
    public static HoconFile Read(string path, string name, Func<string, string?> variable, ConfigurationProblems? problems = null)
    {
        problems ??= new ConfigurationProblems(areGathered: false);
        var (files, substituted) = (0, new HashSet<string>());
        var root = new Resolution(Written(System.IO.Path.GetFullPath(path), name, named: null, []), variable, problems).Resolve();
        var value = new HoconValue();
        root.WriteTo(value);
        var places = new Dictionary<string, Origin>();
        foreach (var (place, origin) in root.Places()) places[place] = origin;
        return new HoconFile(new Config(new HoconRoot(value, [])), places, substituted);

        WrittenObject Written(string file, string shown, Origin? named, IReadOnlyList<string> above)
        {
            if (++files > MostIncludes) throw new ConfigurationException($"{shown}: more than {MostIncludes} files included");
            var reader = new HoconReader(shown, Text(file, shown, named), above, (origin, other, within) => Written(Beside(file, other), Beside(shown, other), origin, [.. within]), problems);
            var written = reader.Read();
            substituted.UnionWith(reader.Substituted);
            return written;
        }
    }

    private static string Beside(string file, string other) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", other);

    private static string Text(string file, string shown, Origin? named)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var where = named is { } origin ? $"{origin}: {shown}" : shown;
            throw new ConfigurationException($"{where}: {(Directory.Exists(file) ? "is a folder, and no file of settings" : $"cannot be read ({exception.Message.Split('\n', 2)[0].Trim()})")}");
        }
    }
}
