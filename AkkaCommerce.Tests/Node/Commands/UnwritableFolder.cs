using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Node.Commands;

/// <summary>A folder that cannot be written to until it is disposed: by its permissions, or, as root is above those, by a mount of it for reading only.</summary>
internal sealed class UnwritableFolder : IDisposable
{
    private readonly string _path;

    public UnwritableFolder(string path)
    {
        _path = path;
        var made = IsRoot ? Call("mount", "--bind", path, path) && Call("mount", "-o", "remount,ro,bind", path) : Call("chmod", "a-w", path);
        if (!made) throw new InvalidOperationException($"{path} cannot be made unwritable");
    }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Why there is none here; null: there is.</summary>
    public static string? Missing { get; } = Look();

    public void Dispose()
    {
        if (IsRoot) Call("umount", "--lazy", _path); // connections that are kept for the next caller have its files open
        else Call("chmod", "u+w", _path);
    }

    private static string? Look()
    {
        if (OperatingSystem.IsWindows()) return "a folder is made unwritable by means of Unix";
        if (!IsRoot) return null;
        var folder = Directory.CreateTempSubdirectory("akkacommerce-mount-").FullName;
        var mounts = Call("mount", "--bind", folder, folder) && Call("umount", folder);
        Directory.Delete(folder);
        return mounts ? null : "root may not mount here, and is above permissions";
    }

    private static bool Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A fact where a folder can be made unwritable.</summary>
internal sealed class UnwritableFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(UnwritableFolder.Missing, name);

/// <summary>A theory where a folder can be made unwritable.</summary>
internal sealed class UnwritableTheoryAttribute([CallerMemberName] string name = "") : TheoryUnlessAttribute(UnwritableFolder.Missing, name);
