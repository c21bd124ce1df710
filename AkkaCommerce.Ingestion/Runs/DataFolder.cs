using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>The folder that holds all of an embedded shop: the log, the database, the lock files, the program's log.</summary>
public sealed class DataFolder
{
    /// <summary>Who looks whether a role is held is in the way for some microseconds.</summary>
    private const int MostTries = 5;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);

    private DataFolder(string path) => Path = path;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The database: the journal, and the tables that people may query.</summary>
    public string Database => File("akkacommerce.db");

    /// <summary>The log of events.</summary>
    public string Log => File("log.db");

    /// <summary>Where the program logs to while a terminal shows the dashboard.</summary>
    public string ProgramLog => File("akkacommerce.log");

    /// <summary>A folder that may be there or not: nothing is made or tried.</summary>
    public static DataFolder At(string path) => new(System.IO.Path.GetFullPath(path));

    /// <summary>Opens a folder to write to, and makes it where there is none.</summary>
    /// <exception cref="StoreRefusedException">It cannot be made, or not be written to.</exception>
    public static DataFolder Open(string path)
    {
        var folder = At(path);
        try
        {
            Directory.CreateDirectory(folder.Path);
            using (System.IO.File.Create(folder.File($".writable-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"the data folder {folder.Path} cannot be written to: {e.Message}", e);
        }
        return folder;
    }

    /// <summary>Holds a role of this folder until disposed, or until this process is gone, however it goes.</summary>
    /// <param name="role"><c>simulation</c> or <c>analytics</c>: the file is <c>ROLE.lock</c>.</param>
    /// <exception cref="StoreRefusedException">Another process (or another of this one) holds it.</exception>
    public IDisposable Hold(string role)
    {
        var path = LockFile(role);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException) when (tries < MostTries)
            {
                Thread.Sleep(BetweenTries);
            }
            catch (IOException e)
            {
                throw new StoreRefusedException($"the role {role} of {Path} is held by another process: one at a time", e);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new StoreRefusedException($"{path} cannot be written to: {e.Message}", e);
            }
        }
    }

    /// <summary>Whether a process (this one too) holds a role of this folder now; yes where that cannot be told. Nothing is made.</summary>
    /// <param name="role">As with <see cref="Hold"/>.</param>
    public bool IsHeld(string role)
    {
        try
        {
            using (new FileStream(LockFile(role), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1)) return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private string LockFile(string role) => File($"{role}.lock");

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
