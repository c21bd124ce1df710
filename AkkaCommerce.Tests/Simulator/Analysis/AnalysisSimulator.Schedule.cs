using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Simulator.Analysis;

/// <summary>What happens when: chaos, then a fair schedule until all that is promised is final.</summary>
internal sealed partial class AnalysisSimulator
{
    private void Chaos(int steps)
    {
        for (; steps > 0; steps--, _step++)
        {
            var x = Next();
            if (x < _share && _simulations.Count > 0) _simulations[Below(_simulations.Count)].Step();
            else if (x is > .15 and < .20 && _strangers.Count > 0) _strangers[Below(_strangers.Count)].Step();
            else if (x is > .20 and < .22) Tick(Between(1, 3));
            else if (x is > .22 and < .26) Database();
            else if (x is > .26 and < .29) ABoardActs();
            else if (x is > .29 and < .292 && _extend > 0 && _simulations.TrueForAll(s => s.Through >= Until - 1)) Grow();
            else AnAnalystActs();
        }
    }

    private void AnAnalystActs()
    {
        var shard = Below(Shards);
        if (shard == _slow && Chance(.85)) return;
        var incarnations = Analysts[shard];
        incarnations.RemoveAll(analyst => analyst.IsDead);
        var y = Next();
        if (incarnations.Count == 0 || (y < _crashes / 2 && incarnations.Count < 3))
        {
            Spawn(shard);
            return;
        }
        if (y > 1 - _crashes)
        {
            var crashed = incarnations[Below(incarnations.Count)];
            crashed.IsDead = true;
            Say($"{crashed} crashes");
            return;
        }
        var acting = Chance(.9) ? incarnations[^1] : incarnations[Below(incarnations.Count)];
        for (var i = 0; i < 3 && !acting.IsDead; i++) acting.Act();
    }

    private void Grow()
    {
        _run = Run! with { Until = new Timestamp(Until + _extend) };
        _extend = 0;
        Say($"until grows to {Until}");
    }

    private void GrowAfterALongWhile()
    {
        for (var i = 0; i < 30; i++)
        {
            Tick(2);
            foreach (var of in Analysts)
                if (!of[^1].IsDead) of[^1].Fair();
        }
        Grow();
        Drain();
        Check();
    }

    private void FinishProducers()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var any = false;
            foreach (var simulation in _simulations) any |= simulation.Step();
            foreach (var stranger in _strangers) any |= stranger.Step();
            if (Chance(.3)) Tick();
            if (!any) return;
        }
        throw new AnalysisFailure("The producers do not end.");
    }

    /// <summary>New incarnations everywhere, and no more faults, until all that is promised is final. The old ones pause, some with an entry on its way.</summary>
    private void Drain()
    {
        _faulty = false;
        FinishProducers();
        _zombies = [.. Analysts.SelectMany(of => of).Where(analyst => !analyst.IsDead)];
        _held = [.. InFlight.Where(_ => Chance(.7))];
        InFlight = [.. InFlight.Except(_held)];
        for (var shard = 0; shard < Shards; shard++)
        {
            Analysts[shard].Clear();
            Spawn(shard);
        }
        Boards = [new SimulatedBoard(this)];
        long? goal = null;
        for (var round = 0; round < 1500; round++, _step++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                if (Analysts[shard][^1].IsDead) Spawn(shard);
                Analysts[shard][^1].Fair();
            }
            AFairBoardActs();
            Tick();
            if (round == 20 && Chance(.1) && !IsOrderly) _wall = Math.Max(0, Wall - 3000);
            if (!Analysts.All(of => of[^1].IsIdle)) continue;
            if (goal is { } known && (Tables.Received.Pane ?? -1) >= known) return;
            goal = ChainChecks.Promised(this);
        }
        throw new AnalysisFailure($"Stuck: final through {Tables.Received.Pane}, promised {ChainChecks.Promised(this)}; {Standings}");
    }

    /// <summary>Zombies go on after all is done: their entries reach a journal whose old numbers are trimmed.</summary>
    private void Wake()
    {
        InFlight.AddRange(_held);
        _held = [];
        _faulty = false;
        for (var i = 0; i < 120; i++)
        {
            foreach (var zombie in _zombies)
            {
                if (!zombie.IsRecovered) zombie.IsDead = true;
                if (!zombie.IsDead) zombie.Act();
                if (zombie.IsDead) continue;
                zombie.Persist();
                zombie.Acknowledge();
                zombie.WriteRows();
                zombie.Exchange(Boards[^1]);
            }
            Database();
            if (!Boards[^1].IsDead) Boards[^1].Finalize(64);
        }
    }

    /// <summary>Old, new and far-ahead events of strangers after the end, with faults.</summary>
    private void Epilogue()
    {
        _faulty = true;
        for (var shard = 0; shard < Shards; shard++)
        {
            var top = Math.Max(From, Logs[shard].Committed().Select(slot => slot.Record.Time ?? 0).DefaultIfEmpty().Max());
            var s = shard;
            _strangers.Add(new ModelStranger(this, Logs[s], Enumerable.Range(0, Between(0, 4))
                .Select(_ => Visit(s, Math.Max(0, top + Pick(-30, -8, 0, 9, 40)), Below(Topics.EventTopics))).Select(ModelStranger.Record).ToArray()));
        }
        Chaos(400);
    }
}
