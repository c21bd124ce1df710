using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sql;

/// <summary>
/// A file of SQLite in a folder that cannot be written to. In write-ahead logging even a reader keeps two files beside it, <c>-wal</c> and <c>-shm</c>.
/// Where both are there they can be read as they are. Where there is none, nobody has the file open, all is in it, and SQLite reads it alone if it is
/// told that nobody will change it. Where changes wait in a <c>-wal</c> without its <c>-shm</c>, they cannot be read in place.
/// </summary>
internal static class UnwritableFile
{
    /// <summary>Whether a failure may mean that SQLite could not write beside the file.</summary>
    public static bool IsMeant(int code) => (code & 0xFF) is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;

    /// <summary>Whether nobody has the file open and nothing waits to be moved into it.</summary>
    public static bool IsAtRest(string path) => File.Exists(path) && !HasWaiting(path) && !File.Exists($"{path}-shm");

    /// <summary>The file's name for an opening that takes it as it is: no lock, no file beside it.</summary>
    public static string Name(string path)
    {
        var parts = Path.GetFullPath(path).Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString);
        return $"file:{(OperatingSystem.IsWindows() ? "/" : "")}{string.Join('/', parts)}?immutable=1";
    }

    /// <summary>Why it could not be opened, for a person.</summary>
    public static string Reason(string path) => HasWaiting(path) && !File.Exists($"{path}-shm")
        ? $"changes wait in {path}-wal, and can only be read where files can be written beside them: copy the folder to such a place"
        : "check the folder and its permissions";

    private static bool HasWaiting(string path) => new FileInfo($"{path}-wal") is { Exists: true, Length: > 0 };
}
