using System.Diagnostics;
using System.Runtime.CompilerServices;
using AkkaCommerce.Tests.Node.Commands;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A file system of a few megabytes that a run fills: where this user may mount one.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class FullDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-full-").FullName;

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) Call("umount", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    [MountingFact]
    public async Task A_full_disk_ends_the_run_with_one_line_and_what_was_committed_stays()
    {
        Call("mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", _folder).ShouldBeTrue();
        var run = await ProgramProcess.RunAsync(
            _folder, "run", "--log-level", "none", "--speed", "max", "--from", "2025-09-07T12:00:00Z", "--until", "+1d", "--shoppers", "20000", "--shards", "2");

        run.Code.ShouldBe(1, run.ToString());
        run.Error.ShouldMatch(@"^akkacommerce: [^\n]*no space is left[^\n]*\n$");
        Call("mount", "-o", "remount,size=50m", _folder).ShouldBeTrue();
        (await ProgramProcess.RunAsync(_folder, "verify")).ShouldSucceed();
        (await ProgramProcess.RunAsync(_folder, "export")).Lines.Length.ShouldBeGreaterThan(1000);
    }

    private static bool Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>A fact where a file system can be mounted.</summary>
    private sealed class MountingFactAttribute : FactAttribute
    {
        public MountingFactAttribute([CallerMemberName] string name = "")
        {
            if ((Skip = Missing) is { } reason) DisplayName = $"{name} ({reason})";
        }

        private static string? Missing => OperatingSystem.IsLinux() && Environment.UserName == "root"
            ? UnwritableFolder.Missing
            : "only root on Linux may mount a small file system to fill";
    }
}
