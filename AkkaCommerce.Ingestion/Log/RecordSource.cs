using Akka.Streams;
using Akka.Streams.Stage;

namespace AkkaCommerce.Ingestion.Log;

/// <summary>The source stage of every log: a read at a time, only when something is asked for, and again when something was appended.</summary>
internal sealed class RecordSource(int shard, AppendSignals signals, Func<IPartitionReader> open) : GraphStage<SourceShape<RecordBatch>>
{
    private readonly Outlet<RecordBatch> _out = new("RecordSource.out");

    public override SourceShape<RecordBatch> Shape => new(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, shard, signals, open);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly RecordSource _stage;
        private readonly Func<IPartitionReader> _open;
        private readonly Action<ReadOutcome> _answer;
        private readonly AppendSignals.Waiter _waiter;
        private readonly Action _appended;
        private IPartitionReader? _reader;
        private long _version;
        private int _stopped;

        public Logic(RecordSource stage, int shard, AppendSignals signals, Func<IPartitionReader> open) : base(stage.Shape)
        {
            (_stage, _open) = (stage, open);
            var read = GetAsyncCallback<ReadOutcome>(OnRead);
            _answer = outcome =>
            {
                if (Volatile.Read(ref _stopped) == 0) read(outcome);
                else outcome.Batch?.Dispose();
            };
            _appended = GetAsyncCallback(Read);
            _waiter = signals.Subscribe(shard, () => _appended());
            SetHandler(stage._out, this);
        }

        public override void PreStart() => _reader = _open();

        public override void PostStop()
        {
            Volatile.Write(ref _stopped, 1);
            _waiter.Dispose();
            _reader?.Dispose();
        }

        public override void OnPull() => Read();

        private void Read()
        {
            _version = _waiter.Version;
            _reader!.Next(_answer);
        }

        private void OnRead(ReadOutcome outcome)
        {
            if (outcome.Failure is { } failure) FailStage(failure);
            else if (outcome.Batch is { } batch) Push(_stage._out, batch);
            else if (!_waiter.Wait(_version)) Read();
        }
    }
}
