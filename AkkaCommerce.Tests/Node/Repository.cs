using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Node;

/// <summary>The repository that this test was built from.</summary>
internal static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Folder { get; } = Find();

    private static string Find([CallerFilePath] string path = "")
    {
        var folder = Path.GetDirectoryName(path);
        while (folder is not null && !File.Exists(Path.Combine(folder, "AkkaCommerce.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No AkkaCommerce.sln above {path}.");
    }
}
