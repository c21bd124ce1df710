using AkkaCommerce.Simulation.Shards;

namespace AkkaCommerce.Tests.Simulation.Shards;

public sealed class TimingWheelTests
{
    [Fact]
    public void It_gives_who_is_due_as_a_sorted_set_does()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var members = random.Next(1, 300);
            var now = random.NextInt64(-5_000_000_000, 2_000_000_000_000);
            var wheel = new TimingWheel(members);
            var set = new SortedSet<(long Due, int Member)>();
            wheel.Clear(now);
            void Set(int member)
            {
                var due = random.Next(40) == 0 ? long.MaxValue : now + 1 + random.NextInt64(random.Next(4) switch { 0 => 2_000, 1 => 600_000, 2 => 200_000_000, _ => 90_000_000_000 });
                wheel.Set(member, due);
                if (due != long.MaxValue) set.Add((due, member));
            }
            for (var member = 0; member < members; member++) Set(member);

            var taken = Array.Empty<int>();
            for (var step = 0; step < 120; step++)
            {
                now += random.NextInt64(1, random.Next(6) switch { 0 => 100_000_000, 1 => 4_000_000, _ => 30_000 });
                var count = wheel.Take(now, ref taken);
                var want = set.TakeWhile(x => x.Due <= now).ToList();
                taken.AsSpan(0, count).ToArray().Order().ShouldBe(want.Select(x => x.Member).Order());
                set.ExceptWith(want);
                wheel.Count.ShouldBe(set.Count);
                foreach (var (_, member) in want) Set(member);
            }
        }
    }
}
