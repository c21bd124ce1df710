using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>What happens when: faults by chance; then everything fairly, until all that is promised is there.</summary>
internal sealed partial class AnalysisWorld
{
    private void Chaos(int steps)
    {
        var r = Chance;
        for (var end = _step + steps; _step < end; _step++)
        {
            var x = r.NextDouble();
            if (x < _share && _simulations.Count > 0) _simulations[r.Next(_simulations.Count)].Step();
            else if (x is > .15 and < .20 && _others.Count > 0) _others[r.Next(_others.Count)].Step();
            else if (x is > .20 and < .22) Tick(r.Next(1, 4));
            else if (x is > .22 and < .26) Database();
            else if (x is > .26 and < .29) Board();
            else if (x is > .29 and < .292 && _extend > 0 && _simulations.TrueForAll(s => s.IsDone)) Grow();
            else Analyst();
        }
    }

    private void Board()
    {
        _boards = [.. _boards.Where(b => !b.IsDead).TakeLast(2)];
        if (_boards.Count == 0 || Chance.NextDouble() < .03) _boards.Add(new SimulatedBoard(this));
        var board = _boards[Chance.Next(_boards.Count)];
        if (Chance.NextDouble() < .4)
        {
            board.Finalize(Chance);
            return;
        }
        foreach (var analysts in _analysts)
            foreach (var analyst in analysts)
                if (!analyst.IsDead) analyst.Exchange(board);
    }

    private void Analyst()
    {
        var r = Chance;
        var shard = r.Next(Shards);
        if (shard == _slow && r.NextDouble() < .85) return;
        var analysts = _analysts[shard];
        foreach (var dead in analysts.FindAll(a => a.IsDead)) dead.Core.Dispose();
        analysts.RemoveAll(a => a.IsDead);
        var y = r.NextDouble();
        if (analysts.Count == 0 || y < _crashes / 2 && analysts.Count < 3)
        {
            Spawn(shard);
            return;
        }
        if (y > 1 - _crashes)
        {
            analysts[r.Next(analysts.Count)].IsDead = true;
            Say($"shard {shard}: a crash");
            return;
        }
        var analyst = r.NextDouble() < .9 ? analysts[^1] : analysts[r.Next(analysts.Count)];
        for (var i = 0; i < 3 && !analyst.IsDead; i++) analyst.Act(r);
    }

    private void Spawn(int shard) => _analysts[shard].Add(new SimulatedAnalyst(this, shard, ++_incarnations));

    private void FinishProducers()
    {
        for (var i = 0; i < 20000; i++)
        {
            var live = false;
            foreach (var producer in _simulations) live |= producer.Step();
            foreach (var producer in _others) live |= producer.Step();
            if (Chance.NextDouble() < .3) Tick();
            if (!live) return;
        }
        throw new SimulationFailure("producers do not end");
    }

    private void Drain()
    {
        Faults = false;
        FinishProducers();
        _zombies = [.. _analysts.SelectMany(a => a).Where(a => !a.IsDead)];
        _held = OnTheWay.FindAll(_ => Chance.NextDouble() < .7);
        OnTheWay.RemoveAll(_held.Contains);
        for (var shard = 0; shard < Shards; shard++)
        {
            _analysts[shard].Clear();
            Spawn(shard);
        }
        _boards = [new SimulatedBoard(this)];
        var goal = long.MaxValue;
        for (_step = 10000; _step < 11500; _step++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                if (_analysts[shard][^1].IsDead) Spawn(shard);
                _analysts[shard][^1].Fair();
            }
            var board = _boards[^1];
            foreach (var analysts in _analysts) analysts[^1].Exchange(board);
            board.Finalize(Chance);
            if (board.IsDead) _boards.Add(new SimulatedBoard(this));
            Tick();
            if (_step == 10020 && Chance.NextDouble() < .1 && !IsOrderly) Wall = Math.Max(0, Wall - 3000);
            var idle = Array.TrueForAll(_analysts, a => a[^1].IsIdle);
            if (idle && (Received.Pane ?? -1) >= goal) return;
            if (idle) goal = Goal();
        }
        throw new SimulationFailure($"stuck: finals through {Received.Pane}, promised {Goal()}; " + string.Join("; ", _analysts.Select(l => l[^1]).Select(a =>
            $"a{a.Shard} serving {a.IsServing} closed {a.Core.ClosedThrough.Milliseconds} c {a.Core.CompleteThrough.Milliseconds} held by {a.Core.HeldBackBy} at {a.Core.Positions} of {Logs[a.Shard].Ends()} replaying {a.Core.IsReplaying} settled {a.Core.IsSettled}")));
    }

    /// <summary>Zombies go on after all is done: their entries reach a journal whose old numbers are trimmed.</summary>
    private void Wake()
    {
        OnTheWay.AddRange(_held);
        _held = [];
        for (var i = 0; i < 120; i++)
        {
            foreach (var zombie in _zombies)
            {
                if (!zombie.HasRecovered) zombie.IsDead = true;
                if (!zombie.IsDead) zombie.Act(Chance);
                if (zombie.IsDead) continue;
                zombie.Persist();
                zombie.Acknowledge();
                if (zombie.IsDead) continue;
                zombie.WriteRows();
                zombie.Exchange(_boards[^1]);
            }
            Database();
            _boards[^1].Finalize(Chance);
        }
    }

    /// <summary>Old, new and far-ahead foreign records after the end, with faults.</summary>
    private void Epilogue()
    {
        Faults = true;
        for (var shard = 0; shard < Shards; shard++)
        {
            long top = From;
            for (var topic = 0; topic < 4; topic++)
                foreach (var (_, record, _) in Logs[shard].Committed(topic)) top = Math.Max(top, record.Time);
            var late = new List<SimulatedEvent>();
            for (var i = Chance.Next(0, 5); i > 0; i--) late.Add(AnyForeign(shard, (Topic)Chance.Next(4), Math.Max(0, top + Pick(-30, -8, 0, 9, 40))));
            if (late.Count > 0) _others.Add(new ForeignProducer(this, Logs[shard], late));
        }
        Chaos(400);
    }
}
