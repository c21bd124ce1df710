using System.Diagnostics;

namespace AkkaCommerce.Ingestion.Sqlite;

/// <summary>Tries again while another process holds the file: after 1 ms, then longer, to 10 ms, and for so long in all.</summary>
internal static class BusyRetry
{
    /// <param name="stop">Ends the wait early: the failure is thrown then.</param>
    /// <exception cref="SqliteFailure">What is in the way was still there at the end, or the action failed otherwise.</exception>
    public static void Run(Action action, TimeSpan most, WaitHandle stop)
    {
        var began = Stopwatch.GetTimestamp();
        for (var wait = 1; ; wait = Math.Min(wait * 2, 10))
        {
            try
            {
                action();
                return;
            }
            catch (SqliteFailure e) when (e.IsBusy && Stopwatch.GetElapsedTime(began) < most)
            {
                if (stop.WaitOne(wait)) throw;
            }
        }
    }
}
