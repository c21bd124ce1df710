using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>
/// How many frames of the write-ahead log are in use, as SQLite tells after each commit (the file's length does not: it is used again from its start).
/// The binding lacks this one call.
/// </summary>
internal static unsafe partial class WalFrames
{
    [ThreadStatic]
    private static int s_frames;

    /// <summary>After the last commit on this thread, of every process.</summary>
    public static int AfterCommit => s_frames;

    public static void Watch(sqlite3 connection) => sqlite3_wal_hook(connection.DangerousGetHandle(), &Committed, null);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Committed(void* context, void* connection, byte* name, int frames)
    {
        s_frames = frames;
        return raw.SQLITE_OK;
    }

    [LibraryImport("e_sqlite3")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void* sqlite3_wal_hook(nint connection, delegate* unmanaged[Cdecl]<void*, void*, byte*, int, int> committed, void* context);
}
