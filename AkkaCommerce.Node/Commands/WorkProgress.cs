using AkkaCommerce.Node.Reporting;

namespace AkkaCommerce.Node.Commands;

/// <summary>
/// How far long work is, as a bar on standard error while it lasts: <c>verifying  ━━━━━━──────  42 %  12 s left</c>. Nothing where nobody looks, with
/// <c>--quiet</c>, and in the first moment.
/// </summary>
internal sealed class WorkProgress : IDisposable
{
    private const int MostBar = 40, LeastBar = 10, Beside = 40;
    private const string Green = "\e[32m", Plain = "\e[0m";

    /// <summary>What is done by then needs no bar.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly StatusLine? _line;
    private readonly string _work;
    private readonly TimeProvider _time;
    private readonly long _began;
    private long _last;
    private bool _hasEnded;

    /// <param name="line">Null: nothing is shown.</param>
    /// <param name="work">What is done, as in "verifying".</param>
    public WorkProgress(StatusLine? line, string work, TimeProvider time)
    {
        (_line, _work, _time) = (line is { IsSeen: true } ? line : null, work, time);
        _last = _began = time.GetTimestamp();
    }

    /// <summary>Whether somebody looks.</summary>
    public bool IsSeen => _line is not null;

    /// <summary>A shop that catches up; null: it does not, or no more.</summary>
    public void Report(Backfill? backfill)
    {
        if (backfill is not null) Report(backfill.Done);
        else _line?.Show("");
    }

    /// <summary>May be called from any thread, and as often as one likes.</summary>
    /// <param name="done">0 to 1.</param>
    public void Report(double done)
    {
        if (_line is null) return;
        lock (_lock)
        {
            var elapsed = _time.GetElapsedTime(_began);
            if (_hasEnded || elapsed < Patience || _time.GetElapsedTime(_last) < Interval) return;
            _last = _time.GetTimestamp();
            _line.Show(Text(Math.Clamp(double.IsNaN(done) ? 0 : done, 0, 1), elapsed, _line));
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_line is null) return;
        lock (_lock)
        {
            _hasEnded = true;
            _line.Show("");
        }
    }

    private string Text(double done, TimeSpan elapsed, StatusLine line)
    {
        var left = done > 0.01 ? $"  {Show.Span(elapsed * ((1 - done) / done))} left" : "";
        var percent = $"{(int)(done * 100),3} %{left}";
        var length = Math.Min(MostBar, line.Width - Beside);
        if (length < LeastBar) return line.Width > _work.Length + percent.Length + 1 ? $"{_work} {percent}" : "";
        var full = (int)(done * length);
        var (on, off) = line.HasColours ? (Green, Plain) : ("", "");
        return $"{_work}  {on}{new string('━', full)}{off}{new string('─', length - full)} {percent}";
    }
}
