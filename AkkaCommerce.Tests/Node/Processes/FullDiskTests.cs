using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A file system of a few megabytes that a run fills.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class FullDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-full-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [MountingFact]
    public async Task A_full_disk_ends_the_run_with_one_line_and_what_was_committed_stays()
    {
        using var disk = new SmallDisk(_folder, "5m");
        var run = await ProgramProcess.RunAsync(
            _folder, "run", "--log-level", "none", "--speed", "max", "--from", "2025-09-07T12:00:00Z", "--until", "+1d", "--shoppers", "20000", "--shards", "2");

        run.Code.ShouldBe(1, run.ToString());
        run.Error.ShouldMatch(@"^akkacommerce: [^\n]*no space is left[^\n]*\n$");
        disk.Resize("50m");
        (await ProgramProcess.RunAsync(_folder, "verify")).ShouldSucceed();
        (await ProgramProcess.RunAsync(_folder, "export")).Lines.Length.ShouldBeGreaterThan(1000);
    }

    [MountingFact]
    public void A_full_disk_cuts_the_programs_log_short_and_closing_it_is_no_failure()
    {
        using var disk = new SmallDisk(_folder, "1m");
        var folder = DataFolder.Open(_folder);
        using (var log = LogFile.Open(folder))
        using (var lines = new LineLoggerProvider(log, TimeProvider.System))
        {
            var logger = lines.CreateLogger("Test");
            disk.Fill();
            Warn(logger, "lost");
            disk.Free();
            Warn(logger, "written");
            disk.Fill();
            Warn(logger, new string('x', 8000));
        }

        File.ReadAllText(folder.ProgramLog).ShouldContain("written");
        File.ReadAllText(folder.ProgramLog).ShouldNotContain("lost");
    }

    private static void Warn(ILogger logger, string text) => logger.Log(LogLevel.Warning, default, text, null, static (text, _) => text);

    /// <summary>A fact where a file system can be mounted.</summary>
    private sealed class MountingFactAttribute([CallerMemberName] string name = "") : FactUnlessAttribute(SmallDisk.Missing, name);
}
