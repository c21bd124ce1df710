using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace AkkaCommerce.Tests.Simulator;

/// <summary>
/// How seeds are counted, run and told, for every simulator. <c>AKKACOMMERCE_SEEDS</c> says how many, <c>AKKACOMMERCE_FIRST_SEED</c> which is the
/// first, <c>AKKACOMMERCE_TRACE</c> prints what happens in that one, <c>AKKACOMMERCE_HUNT</c> how many are searched for each rule broken on purpose.
/// </summary>
internal static class Seeds
{
    private static readonly int First = Number("AKKACOMMERCE_FIRST_SEED", 1);
    private static readonly int Hunted = Number("AKKACOMMERCE_HUNT", 0);
    private static readonly bool IsContinuousIntegration = Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Runs seeds on all cores; the test fails if one does, and names it.</summary>
    /// <param name="here">How many, where nobody asks for a number.</param>
    /// <param name="inIntegration">How many with <c>CI=true</c>.</param>
    /// <param name="run">What is wrong with a seed; null: nothing.</param>
    public static void AllPass(ITestOutputHelper output, int here, int inIntegration, Func<int, string?> run)
    {
        var count = Number("AKKACOMMERCE_SEEDS", IsContinuousIntegration ? inIntegration : here);
        var began = Stopwatch.GetTimestamp();
        var failed = new ConcurrentDictionary<int, string>();
        OnAllCores(First, count, seed =>
        {
            if (run(seed) is { } failure) failed[seed] = failure;
        });
        output.WriteLine($"{count} seeds from {First}, {failed.Count} failed, {count / Stopwatch.GetElapsedTime(began).TotalSeconds:0} a second");
        failed.OrderBy(f => f.Key).Take(5).Select(f => $"seed {f.Key}: {f.Value}").ShouldBeEmpty();
    }

    /// <summary>In every eighth seed an analyst soon has so many closes ahead of the board that it reads no more until they are used.</summary>
    public static int ClosesAhead(int seed) => seed % 8 == 7 ? 6 : 2048;

    /// <summary>Runs the first seed twice: all that happens in it, and its outcome, are the same.</summary>
    public static void Replay(ITestOutputHelper output, Func<int, Action<string>, string?> run)
    {
        List<string> first = [], second = [];
        var (one, other) = (run(First, first.Add), run(First, second.Add));
        if (Environment.GetEnvironmentVariable("AKKACOMMERCE_TRACE") is not null) first.ForEach(output.WriteLine);
        other.ShouldBe(one);
        second.ShouldBe(first);
        first.ShouldNotBeEmpty();
    }

    /// <summary>With a rule broken, the seed must fail.</summary>
    /// <param name="run">What is wrong with a seed while the rule is broken.</param>
    public static void Catch(ITestOutputHelper output, string rule, int seed, Func<int, string?> run)
    {
        if (Hunted > 0)
        {
            output.WriteLine(Hunt(run, Hunted) is { } first ? $"{rule}: first caught by seed {first}: {run(first)}" : $"{rule}: not caught by {Hunted} seeds");
            return;
        }
        if (run(seed) is { } failure) output.WriteLine($"{rule}: seed {seed}: {failure}");
        else Assert.Fail($"{rule} is not caught by seed {seed}; the first that catches it: {Hunt(run, 3000)?.ToString(CultureInfo.InvariantCulture) ?? "none of 3,000"}.");
    }

    private static int? Hunt(Func<int, string?> run, int count)
    {
        for (var from = 1; from <= count; from += 50)
        {
            var caught = new ConcurrentBag<int>();
            OnAllCores(from, Math.Min(50, count + 1 - from), seed =>
            {
                if (run(seed) is not null) caught.Add(seed);
            });
            if (!caught.IsEmpty) return caught.Min();
        }
        return null;
    }

    /// <summary>
    /// On threads of its own: on those of the pool, which are as many as cores, it would keep every actor of the tests beside it from running for as
    /// long as the seeds take.
    /// </summary>
    private static void OnAllCores(int from, int count, Action<int> run)
    {
        var taken = -1;
        var failures = new ConcurrentQueue<Exception>();
        var threads = new Thread[Environment.ProcessorCount];
        foreach (ref var thread in threads.AsSpan())
        {
            thread = new Thread(RunSome) { IsBackground = true, Name = "seeds" };
            thread.Start();
        }
        foreach (var thread in threads) thread.Join();
        if (!failures.IsEmpty) throw new AggregateException(failures);

        void RunSome()
        {
            try
            {
                while (failures.IsEmpty && Interlocked.Increment(ref taken) is var next && next < count) run(from + next);
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
