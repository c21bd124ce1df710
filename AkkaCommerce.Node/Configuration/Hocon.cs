using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AkkaCommerce.Node.Configuration;

/// <summary>The files of settings that are built into the program, read by Akka's parser, and what is in any.</summary>
internal static class Hocon
{
    /// <summary>The commented reference: every option, its default, unit and range.</summary>
    public static string ReferenceText() => Embedded("reference.conf");

    public static Config Reference() => ConfigurationFactory.ParseString(ReferenceText());

    /// <summary>Akka's settings of a node among several, to go before the reference.</summary>
    public static Config ClusterOfSeveral() => ConfigurationFactory.ParseString(Embedded("cluster.conf"));

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
                    yield return (before + key, child.IsArray() ? $"[{string.Join(", ", child.GetStringList())}]" : child.GetString()?.Trim() ?? "");
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

    private static string Embedded(string name)
    {
        using var stream = typeof(Hocon).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
