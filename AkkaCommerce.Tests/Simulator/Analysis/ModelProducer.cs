using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Analytics.Hosting;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>One transaction at a time: records, a decision, then a marker a topic in any order. What was aborted is written again.</summary>
internal abstract class ModelProducer(AnalysisWorld world, ModelPartition log)
{
    private readonly List<int> _marks = [];
    private readonly SortedSet<int> _topics = [];
    private List<ModelRecord>? _todo;
    private int _transaction;
    private bool _committed;

    /// <returns>Whether anything was done.</returns>
    public bool Step()
    {
        if (_marks.Count > 0) Mark();
        else if (_todo is { Count: > 0 } todo) Write(todo);
        else if (_todo is not null) Decide();
        else
        {
            _todo = Plan();
            if (_todo.Count == 0) _todo = null;
            if (_todo is null) return false;
            _transaction = log.Begin();
            _topics.Clear();
        }
        return true;
    }

    protected AnalysisWorld World => world;

    protected abstract List<ModelRecord> Plan();

    protected abstract void Committed();

    private void Write(List<ModelRecord> todo)
    {
        var topics = todo.Select(record => record.Topic).Distinct().ToArray();
        var topic = topics[world.Below(topics.Length)];
        var at = todo.FindIndex(record => record.Topic == topic);
        log.Append(_transaction, todo[at] with { Appended = world.Wall });
        _topics.Add(topic);
        todo.RemoveAt(at);
    }

    private void Decide()
    {
        _committed = !(world.HasFaults && world.Chance(.15));
        _marks.AddRange(_topics);
    }

    private void Mark()
    {
        var at = world.Below(_marks.Count);
        log.Mark(_transaction, _marks[at], _committed);
        _marks.RemoveAt(at);
        if (_marks.Count > 0) return;
        _todo = null;
        if (_committed) Committed();
    }

    protected static ModelRecord Event(HandMadeEvent e, long run, bool own = false)
    {
        var id = new EventId(run, e.User, 20_000 + e.Draw / EventId.MaxDraw, 1, e.Draw % EventId.MaxDraw);
        return new ModelRecord((int)Topics.Of(e.Type), own, e.Time, Encoding.UTF8.GetBytes(UserIds.Text(e.User)), HandMadeShop.JsonOf(e, id)) { Event = e };
    }

    public static ModelRecord Progress(string source, long? through) => new((int)Topic.Progress, true, through, Encoding.UTF8.GetBytes(source),
        ProgressCodec.Write(through is { } t ? new Progress(new Timestamp(t)) : new Progress(Timestamp.Min, "line 7")));

}

/// <summary>The simulation's writer of a shard: events in order, and the progress they make in the same transaction.</summary>
internal sealed class ModelSimulation(AnalysisSimulator world, ModelPartition log, IReadOnlyList<HandMadeEvent> events) : ModelProducer(world, log)
{
    private bool _first = true;
    private long _to;

    public long Through { get; private set; } = AnalysisSimulator.From;

    protected override List<ModelRecord> Plan()
    {
        if (_first) _to = AnalysisSimulator.From;
        else if (Through >= world.Until - 1) return [];
        else _to = Math.Min(world.Until - 1, Through + World.Between(1, world.Stride * AnalysisSimulator.Pane));
        return [.. events.Where(e => e.Time > Through && e.Time <= _to).Select(e => Event(e, AnalysisSimulator.OwnRun, own: true)), Progress("simulation", _to)];
    }

    protected override void Committed() => (Through, _first) = (_to, false);
}

/// <summary>Somebody else: events in any order, now and then with a progress of its own.</summary>
internal sealed class ModelStranger(AnalysisWorld world, ModelPartition log, IEnumerable<ModelRecord> records) : ModelProducer(world, log)
{
    private const long OtherRun = 77;

    private readonly Queue<ModelRecord> _records = new(records);
    private int _count;

    public int Left => _records.Count;

    public bool IsDone => _records.Count == 0;

    /// <summary>An event as a stranger writes it.</summary>
    public static ModelRecord Record(HandMadeEvent e) => Event(e, OtherRun);

    protected override List<ModelRecord> Plan()
    {
        if (_records.Count == 0) return [];
        _count = Math.Min(_records.Count, World.Between(1, 3));
        List<ModelRecord> records = [.. _records.Take(_count)];
        if (World.Chance(.1)) records.Add(Progress("replay", null));
        return records;
    }

    protected override void Committed()
    {
        for (; _count > 0; _count--) _records.Dequeue();
    }
}
