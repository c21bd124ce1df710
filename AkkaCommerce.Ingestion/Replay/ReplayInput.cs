using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>Reads lines, hands rejected ones to where they are kept, and gives the others as batches for the shards.</summary>
internal sealed class ReplayInput(LineReader lines, ReplayGathering gathering, ReplayPace? pace, IDeadLetters deadLetters, int mostGathered, TimeProvider time)
{
    private const int MostGatheredBytes = 8 * 1024 * 1024;
    private const int MostRejected = 256;

    private bool _ahead; // the line at hand is read and not yet taken: it is not due
    private bool _ended;

    /// <summary>The next batches, of different shards; empty at the end.</summary>
    public async Task<IReadOnlyList<ShardStep>> NextAsync(CancellationToken cancel)
    {
        while (!_ended && gathering.Gathered < mostGathered && gathering.GatheredBytes < MostGatheredBytes)
        {
            if (!_ahead && !await lines.ReadAsync(cancel))
            {
                _ended = true;
                break;
            }
            _ahead = true;
            if (pace is not null && !lines.IsTooLong && gathering.TimeOf(lines.Line.Span) is { } moment && pace.Wait(moment) is var wait && wait > TimeSpan.Zero)
            {
                if (gathering.Gathered > 0) break;
                await Task.Delay(wait, time, cancel);
                continue;
            }
            _ahead = false;
            Take();
            if (gathering.RejectedNow >= MostRejected) await deadLetters.WriteAsync(gathering.TakeRejected(), cancel);
        }
        if (gathering.RejectedNow > 0) await deadLetters.WriteAsync(gathering.TakeRejected(), cancel);
        return gathering.TakeBatches(_ahead ? lines.Number - 1 : lines.Number);
    }

    private void Take()
    {
        var now = Timestamp.From(time.GetUtcNow());
        if (lines.IsTooLong) gathering.TakeTooLong(lines.Number, lines.Line.Span, lines.Length, lines.Sha256, now);
        else if (!lines.Line.IsEmpty) gathering.Take(lines.Number, lines.Line.Span, now);
    }
}
