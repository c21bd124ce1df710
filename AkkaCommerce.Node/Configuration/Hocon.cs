using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AkkaCommerce.Node.Configuration;

/// <summary>Our HOCON files, read by Akka's parser.</summary>
internal static partial class Hocon
{
    /// <summary>The most files one may include, directly or not: a file that includes itself ends here.</summary>
    private const int MostIncludes = 100;

    /// <summary>The commented reference: every option, its default, unit and range.</summary>
    public static string ReferenceText() => Embedded("reference.conf");

    public static Config Reference() => ConfigurationFactory.ParseString(ReferenceText());

    /// <summary>Akka's settings of a node among several, to go before the reference.</summary>
    public static Config ClusterOfSeveral() => ConfigurationFactory.ParseString(Embedded("cluster.conf"));

    /// <summary>A file and what it includes, each found beside the one that names it.</summary>
    /// <param name="name">As a person would name it.</param>
    /// <returns>The content, and the first parts of all paths that a value of it is taken from (<c>${part.x}</c>).</returns>
    /// <exception cref="ConfigurationException">It cannot be read, or is not HOCON.</exception>
    public static (Config Content, IReadOnlySet<string> Substituted) File(string path, string name)
    {
        var files = 0;
        var substituted = new HashSet<string>();
        return (new Config(Read(Path.GetFullPath(path), shown: name)), substituted);

        HoconRoot Read(string file, string shown)
        {
            if (++files > MostIncludes) throw new ConfigurationException($"{shown}: more than {MostIncludes} files included");
            try
            {
                var text = System.IO.File.ReadAllText(file);
                if (HoconBrackets.Problem(text) is { } problem) throw new ConfigurationException($"{shown}: {problem}");
                substituted.UnionWith(Substitution().Matches(text).Select(match => match.Groups[1].Value));
                return Parser.Parse(text, name => Read(Path.Combine(Path.GetDirectoryName(file)!, name), name));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ConfigurationException($"{shown}: cannot be read ({FirstLine(exception.Message)})");
            }
            catch (Exception exception) when (exception is not ConfigurationException)
            {
                throw new ConfigurationException($"{shown}: not valid HOCON ({FirstLine(exception.Message)})");
            }
        }
    }

    /// <summary>The full paths of all values below <paramref name="path"/>; none where nothing is there.</summary>
    public static IEnumerable<string> Paths(Config config, string path)
    {
        var value = config.HasPath(path) ? config.GetValue(path) : null;
        return value is null || value.IsEmpty ? [] : value.IsObject() ? Walk(value, path) : [path];
    }

    /// <summary>The first parts of all its paths.</summary>
    public static IEnumerable<string> Roots(Config config) => config.Root.IsObject() ? config.Root.GetObject().Items.Keys : [];

    /// <summary>The values below <paramref name="path"/>, by what follows it, whether their dots are quoted or not.</summary>
    public static IEnumerable<(string Name, string Value)> Values(Config config, string path)
    {
        var value = config.HasPath(path) ? config.GetValue(path) : null;
        return value is null || value.IsEmpty || !value.IsObject() ? [] : Inner(value, "");

        static IEnumerable<(string, string)> Inner(HoconValue value, string before)
        {
            foreach (var (key, child) in value.GetObject().Items)
                if (child.IsObject())
                    foreach (var inner in Inner(child, $"{before}{key}.")) yield return inner;
                else
                    yield return (before + key, child.GetString().Trim());
        }
    }

    private static IEnumerable<string> Walk(HoconValue value, string path)
    {
        foreach (var (key, child) in value.GetObject().Items)
            if (child.IsObject())
                foreach (var inner in Walk(child, $"{path}.{key}")) yield return inner;
            else
                yield return $"{path}.{key}";
    }

    [GeneratedRegex(@"\$\{\??\s*""?([^}.""\s]+)")]
    private static partial Regex Substitution();

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();

    private static string Embedded(string name)
    {
        using var stream = typeof(Hocon).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
