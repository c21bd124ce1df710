using Akka.Actor;
using Akka.Persistence;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Journal;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Analytics.Partitions;

// What an analyst asks of others, and takes from them: ends, run, journal, rows, board.
public sealed partial class PartitionAnalyst
{
    private void AskEnds()
    {
        if (!_analysis.WantsEnds) return;
        if (Now - _endsAsked is { } since && since < BetweenEnds)
        {
            if (!Timers.IsTimerActive(nameof(EndsDue))) Timers.StartSingleTimer(nameof(EndsDue), EndsDue.Instance, BetweenEnds - since);
            return;
        }
        _endsAsked = Now;
        _analysis.AskEnds();
        Ask(async () => new EndsRead(await _context.Log.EndsAsync(_shard, default)), _ => new EndsRead(null));
    }

    /// <summary>Where it cannot tell, nothing is waited for.</summary>
    private async Task<Positions> KnownEndsAsync()
    {
        try
        {
            return await _context.Log.EndsAsync(_shard, default);
        }
        catch (LogUnavailableException)
        {
            return default;
        }
    }

    private void EndsAnswered(Positions? ends)
    {
        if (ends is { } known) _analysis.EndsAnswered(_ends = known);
        else _analysis.EndsFailed();
    }

    private void ReadRun(BoardHas? after)
    {
        if (_readingRun) return;
        _readingRun = true;
        Run(() => new RunRead(_context.ReadRun(), after));
    }

    private void Hear(RunRead heard)
    {
        _readingRun = false;
        if (heard.After is { } has) _analysis.Hear(has.OthersClosedThrough, heard.Run);
        else _analysis.Hear(heard.Run);
    }

    private void Compose()
    {
        if (_analysis.TryCompose(Now) is not { } entry) return;
        if (entry.Name.Number != LastSequenceNr + 1)
        {
            Stop($"The journal's next number is {LastSequenceNr + 1}, the entry's {entry.Name.Number}.");
            return;
        }
        var journal = Persistence.Instance.Apply(Context.System).JournalFor(JournalPluginId);
        var number = entry.Name.Number;
        PersistAsync(entry, _ => Ask(async () => new TailRead(number, await JournalTail.GreatestAsync(journal, PersistenceId, number, JournalPatience))));
    }

    private void Confirm(TailRead tail)
    {
        if (tail.Greatest == tail.Number) _analysis.Confirmed();
        else Stop($"The journal goes on to {tail.Greatest} behind entry {tail.Number}: another incarnation is at work.");
    }

    /// <summary>The number is taken, or the database is gone: it cannot be told apart, so recovery looks.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        TellIfFull(cause);
        if (!_context.IsSaid(cause)) NotPersisted(_context.Logger, _shard, sequenceNr, cause.Message);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Stop($"Entry {sequenceNr} was rejected: {cause.Message}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (!_context.IsSaid(reason)) NotRecovered(_context.Logger, _shard, reason.Message);
    }

    private void WriteRows()
    {
        if (_writing || _analysis.RowsToWrite is not { } rows) return;
        _writing = true;
        Run(() =>
        {
            _context.WriteRows(rows);
            return RowsWritten.Instance;
        });
    }

    private void TellBoard()
    {
        if (_asking || _analysis.IsReplaying) return;
        var entries = _analysis.EntriesAfter(_lastTaken);
        if (entries.Count == 0) return;
        long bytes = 0;
        foreach (var entry in entries)
        {
            foreach (var part in EntryPart.Split(_shard, entry.Name, false, entry.Bytes)) _context.Board.Tell(part);
            if ((bytes += entry.Bytes.Length) > MostUnanswered) break;
        }
        AskTheBoard();
    }

    private void AskTheBoard()
    {
        _asking = true;
        _context.Board.Tell(new AskBoard(_shard));
    }

    /// <summary>Far ahead of the board, and with nothing to tell it, it is asked how far it has come.</summary>
    private void AskBoardSoon()
    {
        if (!_asking && !Timers.IsTimerActive(nameof(BoardDue))) Timers.StartSingleTimer(nameof(BoardDue), BoardDue.Instance, BetweenAsks);
    }

    private void BoardAnswered(BoardHas has)
    {
        _asking = false;
        _lastTaken = has.LastTaken;
        ReadRun(after: has);
        if (_trimming || _analysis.TrimBelow(has.Used) is not (> 0 and var below)) return;
        _trimming = true;
        DeleteMessages(below - 1);
    }

    private void TellPicture(bool folded)
    {
        if (_analysis.TryComposeLive(Now) is { } picture)
        {
            foreach (var part in EntryPart.Split(_shard, new EntryName(picture.Version, _incarnation), true, picture.Bytes)) _context.Board.Tell(part);
        }
        else if (folded && !Timers.IsTimerActive(nameof(PictureDue))) Timers.StartSingleTimer(nameof(PictureDue), PictureDue.Instance, PartitionAnalysis.BetweenPictures);
    }

    private void OnSecond()
    {
        AskTheBoard(); // again, should the last question or its answer be lost
        ReadRun(after: null);
        TellHowFar();
        if (_sample.Told() is { } recent) _context.Tell(recent);
    }

    private void TellHowFar()
    {
        var status = new AnalystStatus(
            _shard, _analysis.ConfirmedThrough, _analysis.Progress, _analysis.HeldBackBy, _analysis.FoldedThrough, _analysis.NeededFrom, _ends, _analysis.Newest,
            _analysis.IsSettled, _analysis.AllEventsClosed, _analysis.LastWindowEnd)
        { FoldedEvents = _analysis.FoldedEvents };
        _context.Report(status);
    }

    private void Finish()
    {
        TellHowFar();
        Context.Stop(Self);
    }

    private void Refuse(string reason)
    {
        Context.System.EventStream.Publish(new AnalysisRefused(_shard, reason));
        Refused(_context.Logger, _shard, reason);
        Context.Stop(Self);
    }

    private void Stop(Exception cause)
    {
        TellIfFull(cause);
        if (cause is LogUnavailableException { IsSaid: true } || _context.IsSaid(cause)) Context.Stop(Self);
        else Stop(cause.Message);
    }

    private static void TellIfFull(Exception cause)
    {
        if (StoreIsFull.Of(cause) is { } full) Context.System.EventStream.Publish(full);
    }

    private void Stop(string reason)
    {
        Doubted(_context.Logger, _shard, reason);
        Context.Stop(Self);
    }

    private void Run(Func<object> work) => Ask(() => Task.Run(work));

    private void Ask<T>(Func<Task<T>> question, Func<Exception, object>? failed = null) =>
        question().PipeTo(Self, failure: failed ?? (e => new Doubt(e)));

    private sealed record RunRead(SimulationRun? Run, BoardHas? After) : INoSerializationVerificationNeeded;
    private sealed record BoundsRead(Positions Starts, Positions Ends) : INoSerializationVerificationNeeded;
    private sealed record EndsRead(Positions? Ends) : INoSerializationVerificationNeeded;
    private sealed record TailRead(long Number, long Greatest) : INoSerializationVerificationNeeded;
    private sealed record Doubt(Exception Cause) : INoSerializationVerificationNeeded;
    private sealed record ReadingFailed(Exception Cause) : INoSerializationVerificationNeeded;
    private sealed class RowsWritten : Signal<RowsWritten>;
    private sealed class ReadingBegins : Signal<ReadingBegins>;
    private sealed class GoOn : Signal<GoOn>;
    private sealed class EverySecond : Signal<EverySecond>;
    private sealed class PictureDue : Signal<PictureDue>;
    private sealed class EndsDue : Signal<EndsDue>;
    private sealed class AwaitedLong : Signal<AwaitedLong>;
    private sealed class BoardDue : Signal<BoardDue>;

    [LoggerMessage(1, LogLevel.Information, "Analyst {Shard} goes on behind {ClosedThrough}, reading from {From}")]
    private static partial void Recovered(ILogger logger, int shard, Timestamp closedThrough, Positions from);

    [LoggerMessage(2, LogLevel.Warning, "Analyst {Shard} stops and recovers: {Reason}")]
    private static partial void Doubted(ILogger logger, int shard, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Analyst {Shard} could not persist entry {Number} and recovers: {Reason}")]
    private static partial void NotPersisted(ILogger logger, int shard, long number, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Analyst {Shard} cannot read its journal: {Reason}")]
    private static partial void NotRecovered(ILogger logger, int shard, string reason);

    [LoggerMessage(5, LogLevel.Error, "Analyst {Shard} cannot go on: {Reason}")]
    private static partial void Refused(ILogger logger, int shard, string reason);

    [LoggerMessage(6, LogLevel.Warning, "{Gap} Windows that end within a window's length after {ClosedThrough} are not to be trusted.")]
    private static partial void SkippedGap(ILogger logger, string gap, Timestamp closedThrough);
}
