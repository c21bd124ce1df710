using Akka.Streams;
using Akka.Streams.Stage;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>Takes batches for one writer in order and answers each, in that order, at once or later and on any thread; then the batch is disposed.</summary>
internal interface IBatchCommitter
{
    void Commit(ShardBatch batch, Action<CommitOutcome> answer);
}

/// <summary>Committed, or the reason why not.</summary>
internal readonly record struct CommitOutcome(ShardCommitted? Committed, Exception? Failure = null);

/// <summary>The flow stage of every log: a bounded number of batches on their way, so that one gathers while another commits.</summary>
internal sealed class BatchFlow(IBatchCommitter committer, int mostInFlight = BatchFlow.DefaultInFlight) : GraphStage<FlowShape<ShardBatch, ShardCommitted>>
{
    /// <summary>One commits, one waits.</summary>
    public const int DefaultInFlight = 2;

    private readonly Inlet<ShardBatch> _in = new("BatchFlow.in");
    private readonly Outlet<ShardCommitted> _out = new("BatchFlow.out");

    public override FlowShape<ShardBatch, ShardCommitted> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, committer, mostInFlight);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly BatchFlow _stage;
        private readonly IBatchCommitter _committer;
        private readonly int _most;
        private readonly Queue<ShardCommitted> _committed = new();
        private readonly Action<CommitOutcome> _answer;
        private int _inFlight;

        public Logic(BatchFlow stage, IBatchCommitter committer, int most) : base(stage.Shape)
        {
            (_stage, _committer, _most) = (stage, committer, most);
            _answer = GetAsyncCallback<CommitOutcome>(OnAnswer);
            SetHandlers(stage._in, stage._out, this);
        }

        public override void PreStart() => Pull(_stage._in);

        public override void OnPush()
        {
            _inFlight++;
            _committer.Commit(Grab(_stage._in), _answer);
            PullMore();
        }

        public override void OnPull()
        {
            if (_committed.TryDequeue(out var committed)) Push(_stage._out, committed);
            PullMore();
            FinishIfDone();
        }

        public override void OnUpstreamFinish() => FinishIfDone();

        private void OnAnswer(CommitOutcome outcome)
        {
            if (outcome.Committed is not { } committed)
            {
                FailStage(outcome.Failure!);
                return;
            }
            _inFlight--;
            if (_committed.Count == 0 && IsAvailable(_stage._out)) Push(_stage._out, committed);
            else _committed.Enqueue(committed);
            PullMore();
            FinishIfDone();
        }

        private void PullMore()
        {
            if (_inFlight + _committed.Count < _most && !HasBeenPulled(_stage._in) && !IsClosed(_stage._in)) Pull(_stage._in);
        }

        private void FinishIfDone()
        {
            if (IsClosed(_stage._in) && _inFlight == 0 && _committed.Count == 0) CompleteStage();
        }
    }
}
