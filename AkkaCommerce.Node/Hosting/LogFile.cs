using System.Text;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Hosting;

/// <summary>The program's log file in the data folder: appended to, and set aside at a start where it has grown large.</summary>
internal static class LogFile
{
    /// <summary>Above this a start begins a new file and keeps the one before it.</summary>
    private const long SetAsideBytes = 10_000_000;

    public static TextWriter Open(DataFolder folder)
    {
        var path = folder.ProgramLog;
        if (new FileInfo(path) is { Exists: true, Length: > SetAsideBytes }) File.Move(path, path + ".1", overwrite: true);
        // Nothing is kept back: what a full disk does not take is lost, and is not tried again when the file is closed.
        var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
    }
}
