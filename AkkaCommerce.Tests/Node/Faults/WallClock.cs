using System.Globalization;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>
/// The wall clock of one process, which may jump while it runs: libfaketime's, where that is installed (Debian: faketime). What measures durations goes on as
/// ever, as it does where a machine's clock is set.
/// </summary>
internal sealed class WallClock
{
    private static readonly string? Library = new[] { "x86_64-linux-gnu/faketime", "aarch64-linux-gnu/faketime", "faketime" }
        .Select(folder => $"/usr/lib/{folder}/libfaketimeMT.so.1").FirstOrDefault(File.Exists);

    private readonly string _file;

    /// <param name="file">Says how far it is off.</param>
    public WallClock(string file)
    {
        _file = file;
        Set(TimeSpan.Zero);
    }

    /// <summary>Why there can be none; null: there can.</summary>
    public static string? Missing => Library is null ? "there is no libfaketime (Debian: apt-get install faketime)" : null;

    /// <summary>What a process has to be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        // Else waits with a deadline, as in librdkafka, may end at once or never.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    /// <summary>From now on, or a second later, it is so far ahead.</summary>
    public void Set(TimeSpan ahead)
    {
        // At once as a whole: it may be read at any moment.
        File.WriteAllText($"{_file}.next", ahead.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        File.Move($"{_file}.next", _file, overwrite: true);
    }
}
