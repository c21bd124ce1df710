using System.Globalization;
using System.Text;
using Akka.Actor;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Windows;

/// <summary>
/// Brings final windows to where they go besides SQL, behind the board and never in its way: the table is its queue, and the topic's last record says how
/// far it has come. What fails is tried again from there, with a new writer; so nothing is missing, whoever died between table and topic.
/// </summary>
public sealed partial class SnapshotPublisher : UntypedActor, IWithTimers
{
    /// <summary>Windows at once: some hundred kilobytes.</summary>
    private const int MostWindows = 256;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly PublisherContext _context;
    private readonly CancellationTokenSource _ends = new();
    private ISnapshotWriter? _writer;
    private Timestamp _through;
    private TimeSpan _pause = FirstPause;
    private bool _writing, _more;

    public SnapshotPublisher(PublisherContext context) => _context = context;

    public static Props Props(PublisherContext context) => Akka.Actor.Props.Create(() => new SnapshotPublisher(context));

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Run(OpenAsync);

    protected override void PostStop()
    {
        _ends.Cancel();
        _ends.Dispose();
        _writer?.Dispose();
    }

    /// <summary>Until it knows what the topic has; what is final meanwhile is in the table.</summary>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Opened opened:
                (_writer, _through) = (opened.Writer, opened.Through);
                Become(Publishing);
                Opening(_context.Logger, _through);
                Write();
                break;
            case Failed failed: TryLater(failed.Cause); break;
            case Again: Run(OpenAsync); break;
        }
    }

    private void Publishing(object message)
    {
        switch (message)
        {
            case FinalsWritten when _writing: _more = true; break;
            case FinalsWritten: Write(); break;
            case Written { Count: 0 } when !_more: _writing = false; break;
            case Written written:
                if (written.Count > 0) (_through, _pause) = (written.Through, FirstPause);
                Write();
                break;
            case Failed failed:
                _writer!.Dispose();
                (_writer, _writing) = (null, false);
                Become(OnReceive);
                TryLater(failed.Cause);
                break;
        }
    }

    private void Write()
    {
        (_writing, _more) = (true, false);
        var (writer, through) = (_writer!, _through);
        Run(async () =>
        {
            var finals = _context.FinalsAfter(through, MostWindows);
            if (finals.Count == 0) return new Written(through, 0);
            await writer.WriteAsync([.. finals.Select(RecordOf)], _ends.Token);
            return new Written(finals[^1].End, finals.Count);
        });
    }

    private async Task<object> OpenAsync()
    {
        var writer = await _context.Topic.OpenWriterAsync(_ends.Token);
        try
        {
            _ends.Token.ThrowIfCancellationRequested();
            return new Opened(writer, Through(writer.LastKey));
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>A last record that is none of this table's windows says nothing: then all of them are written again, and the last of each key holds.</summary>
    private Timestamp Through(string? lastKey) =>
        DateTimeOffset.TryParse(lastKey, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) && _context.FinalAt(Timestamp.From(end)) is { } last
            ? last.End
            : Timestamp.Min;

    private static SnapshotRecord RecordOf(WindowSnapshot final) => new(final.End.ToString(), Encoding.UTF8.GetBytes(SnapshotJson.Write(final)));

    private void TryLater(Exception cause)
    {
        if (cause is not LogUnavailableException { IsSaid: true }) Waiting(_context.Logger, _pause.TotalSeconds, cause.Message);
        Timers.StartSingleTimer(nameof(Again), Again.Instance, _pause);
        _pause = TimeSpan.FromTicks(Math.Min(2 * _pause.Ticks, LongestPause.Ticks));
    }

    private void Run(Func<Task<object>> work) => Task.Run(work).PipeTo(Self, failure: e => new Failed(e));

    private sealed record Opened(ISnapshotWriter Writer, Timestamp Through) : INoSerializationVerificationNeeded;
    private sealed record Written(Timestamp Through, int Count) : INoSerializationVerificationNeeded;
    private sealed record Failed(Exception Cause) : INoSerializationVerificationNeeded;
    private sealed class Again : Signal<Again>;

    [LoggerMessage(22, LogLevel.Debug, "Snapshots are published behind {Through}")]
    private static partial void Opening(ILogger logger, Timestamp through);

    [LoggerMessage(23, LogLevel.Warning, "Snapshots are published later, tried again in {Seconds} s: {Reason}")]
    private static partial void Waiting(ILogger logger, double seconds, string reason);
}
