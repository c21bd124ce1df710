using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Tests.Analytics.Windows;

public sealed class PaneQueueTests
{
    [Fact]
    public void It_answers_as_a_sorted_dictionary_does()
    {
        var random = new Random(3);
        for (var seed = 0; seed < 200; seed++)
        {
            var (queue, sorted) = (new PaneQueue<string>(), new SortedDictionary<long, string>());
            for (var (step, pane) = (0, 0L); step < 200; step++)
            {
                if (random.Next(3) > 0)
                {
                    pane += 1 + random.Next(3);
                    queue.Add(pane, $"{pane}");
                    sorted.Add(pane, $"{pane}");
                }
                else if (random.Next(2) > 0 && sorted.Count > 0)
                {
                    var first = sorted.Keys.First();
                    queue.TryTake(first + 1, out _).ShouldBeFalse();
                    queue.TryTake(first, out var taken).ShouldBeTrue();
                    taken.ShouldBe(sorted[first]);
                    sorted.Remove(first);
                }
                else if (random.Next(4) == 0)
                {
                    var through = pane - random.Next(12);
                    queue.RemoveThrough(through);
                    foreach (var key in sorted.Keys.Where(key => key <= through).ToArray()) sorted.Remove(key);
                }
                var (from, to) = (pane - random.Next(20), pane - random.Next(20));
                queue.Panes.ToArray().ShouldBe(sorted.Keys);
                queue.Items.ToArray().ShouldBe(sorted.Values);
                queue.Between(from, to).ToArray().ShouldBe(sorted.Where(held => held.Key >= from && held.Key <= to).Select(held => held.Value));
                queue.TryGet(from, out var item).ShouldBe(sorted.TryGetValue(from, out var held));
                item.ShouldBe(held);
            }
        }
    }

    [Fact]
    public void What_is_not_behind_the_last_is_refused()
    {
        var queue = new PaneQueue<string>();
        queue.Add(5, "five");
        Should.Throw<ArgumentOutOfRangeException>(() => queue.Add(5, "again"));
    }
}
