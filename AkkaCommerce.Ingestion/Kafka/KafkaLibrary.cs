using System.Reflection;
using System.Runtime.InteropServices;
using AkkaCommerce.Ingestion.Kafka.Native;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka;

/// <summary>
/// Finds the native library, librdkafka, for Confluent.Kafka and for our own reader alike: the package's files in order, and nothing that happens to be
/// installed. (The package's first file wants a libsasl2 that not every Linux has; the loader would silently take an older librdkafka of the system's.)
/// </summary>
public static class KafkaLibrary
{
    /// <summary>What Confluent.Kafka was made for: 2.16.0, as the library writes it, a byte a part.</summary>
    private const int LeastVersion = 0x02_10_00_ff;

    private const string LeastVersionName = "2.16.0";

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The library's version, such as 2.16.0; loads it where that has not happened.</summary>
    /// <exception cref="StoreRefusedException">It is missing, older, or laid out otherwise.</exception>
    public static string Version => Loaded.Value;

    /// <summary>Loads the library once, before anything of Confluent.Kafka is used.</summary>
    /// <exception cref="StoreRefusedException">It is missing, older, or laid out otherwise.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>The version's own form: 0xMMmmrrpp, of which the last byte is a release's or a candidate's.</summary>
    internal static void CheckVersion(int version, string name)
    {
        if (version < LeastVersion) throw new StoreRefusedException($"librdkafka {name} is too old for Kafka: {LeastVersionName} or newer is needed, as the program's own folder holds it");
    }

    private static unsafe string Load()
    {
        var library = Find(Folders(), Names()) ?? throw new StoreRefusedException(
            $"librdkafka, which Kafka needs, is not in the program's folder {AppContext.BaseDirectory}, or cannot be loaded on {RuntimeInformation.RuntimeIdentifier}");
        DllImportResolver resolver = (name, _, _) => name == Librdkafka.Name ? library : 0;
        NativeLibrary.SetDllImportResolver(typeof(Confluent.Kafka.Library).Assembly, resolver);
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), resolver);
        var name = NativeText.Read(Librdkafka.VersionText());
        CheckVersion(Librdkafka.Version(), name);
        NativeLayout.Check();
        return name;
    }

    private static nint? Find(IEnumerable<string> folders, string[] names)
    {
        foreach (var folder in folders)
            foreach (var name in names)
                if (Path.Combine(folder, name) is var path && File.Exists(path) && NativeLibrary.TryLoad(path, out var library))
                    return library;
        return null;
    }

    /// <summary>Where the host has the program's native files; then the places of a folder that was copied.</summary>
    private static IEnumerable<string> Folders()
    {
        var known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", $"{system}-{architecture}", "native"));
    }

    /// <summary>The package's files: with Kerberos, without it, for musl.</summary>
    private static string[] Names() =>
        OperatingSystem.IsWindows() ? ["librdkafka.dll"]
        : OperatingSystem.IsMacOS() ? ["librdkafka.dylib"]
        : ["librdkafka.so", "centos8-librdkafka.so", "alpine-librdkafka.so"];
}
