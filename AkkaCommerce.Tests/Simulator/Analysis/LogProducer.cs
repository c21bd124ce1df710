namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>One transaction at a time: records, then a decision, then a marker a topic in any order. What was aborted is written again.</summary>
internal abstract class LogProducer(AnalysisWorld world, PartitionLog log)
{
    private readonly List<SimulatedEvent> _todo = [];
    private readonly List<int> _marks = [];
    private readonly HashSet<int> _topics = [];
    private int? _transaction;
    private bool _commits;

    protected AnalysisWorld World => world;

    /// <returns>False: there is nothing to do.</returns>
    public bool Step()
    {
        var chance = world.Chance;
        if (_marks.Count > 0)
        {
            var at = chance.Next(_marks.Count);
            log.Mark(_transaction!.Value, _marks[at], _commits);
            _marks.RemoveAt(at);
            if (_marks.Count > 0) return true;
            _transaction = null;
            if (_commits) Done();
            return true;
        }
        if (_transaction is { } open)
        {
            if (_todo.Count > 0)
            {
                var topics = _todo.Select(record => record.Topic).Distinct().Order().ToArray();
                var topic = topics[chance.Next(topics.Length)];
                var next = _todo.FindIndex(record => record.Topic == topic);
                log.Append(open, _todo[next], world.Wall);
                _todo.RemoveAt(next);
                _topics.Add((int)topic);
                return true;
            }
            _commits = !(world.Faults && chance.NextDouble() < .15);
            _marks.AddRange(_topics.Order());
            return true;
        }
        var plan = Plan();
        if (plan.Count == 0) return false;
        _transaction = log.Begin();
        _topics.Clear();
        _todo.AddRange(plan);
        return true;
    }

    protected abstract List<SimulatedEvent> Plan();
    protected abstract void Done();
}

/// <summary>The simulation's writer of a shard: events up to a time, and the progress that says so.</summary>
internal sealed class SimulationProducer(AnalysisWorld world, PartitionLog log, List<SimulatedEvent> events) : LogProducer(world, log)
{
    private bool _first = true;
    private long _to;

    public long Through { get; private set; } = AnalysisWorld.From;

    public bool IsDone => Through >= World.Until - 1;

    protected override List<SimulatedEvent> Plan()
    {
        if (_first) _to = AnalysisWorld.From;
        else if (IsDone) return [];
        else _to = Math.Min(World.Until - 1, Through + World.Chance.Next(1, World.Stride * AnalysisWorld.Pane + 1));
        return [.. events.Where(e => e.Time > Through && e.Time <= _to), SimulatedEvent.Progress(_to)];
    }

    protected override void Done() => (Through, _first) = (_to, false);
}

/// <summary>Somebody else's records.</summary>
internal sealed class ForeignProducer(AnalysisWorld world, PartitionLog log, List<SimulatedEvent> events) : LogProducer(world, log)
{
    private int _done;
    private int _count;

    protected override List<SimulatedEvent> Plan()
    {
        _count = Math.Min(World.Chance.Next(1, 4), events.Count - _done);
        return events.GetRange(_done, _count);
    }

    protected override void Done() => _done += _count;
}
