using System.Diagnostics;
using AkkaCommerce.Tests.Node.Commands;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A file system of a few megabytes, in memory, over a folder: where this user may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    /// <param name="folder">There already, and empty.</param>
    /// <param name="size">As <c>mount</c> takes it: <c>5m</c>.</param>
    public SmallDisk(string folder, string size)
    {
        _folder = folder;
        Call("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder).ShouldBeTrue();
    }

    /// <summary>Why there can be none; null: there can.</summary>
    public static string? Missing => OperatingSystem.IsLinux() && Environment.UserName == "root" ? UnwritableFolder.Missing : "only root on Linux may mount a small file system to fill";

    private string Ballast => Path.Combine(_folder, "ballast");

    public void Resize(string size) => Call("mount", "-o", $"remount,size={size}", _folder).ShouldBeTrue();

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) ballast.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // That was the last of it.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose() => Call("umount", _folder);

    private static bool Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
