using System.Globalization;
using System.Text.Json;
using AkkaCommerce.Benchmarks;
using Spectre.Console;

IBenchmark[] benchmarks =
[
    new SimulateBenchmark(), new EventsBenchmark(), new LogBenchmark(), new ActorsBenchmark(), new AnalyzeBenchmark(), new PipelineBenchmark(), new ShoppersBenchmark(), new RecoverBenchmark(), new LatencyBenchmark(), new StartBenchmark(),
    new KafkaProduceBenchmark(), new KafkaConsumeBenchmark(), new PipelineBenchmark(onKafka: true), new LatencyBenchmark(onKafka: true), new FailoverBenchmark(), new NodesBenchmark(),
];

var json = args.Contains("--json");
var scale = args.SkipWhile(arg => arg != "--scale").Skip(1).Select(arg => double.Parse(arg, CultureInfo.InvariantCulture)).FirstOrDefault(1.0);
var named = args.Where((arg, i) => !arg.StartsWith('-') && (i == 0 || args[i - 1] != "--scale")).ToArray();
var unknown = named.Where(name => name != "all" && benchmarks.All(b => b.Name != name)).ToArray();
if (named.Length == 0 || unknown.Length > 0)
{
    foreach (var name in unknown) Console.Error.WriteLine($"unknown benchmark: {name}");
    Console.Error.WriteLine("dotnet run -c Release --project AkkaCommerce.Benchmarks -- NAME… | all [--scale 0.1] [--json]");
    foreach (var benchmark in benchmarks) Console.Error.WriteLine($"  {benchmark.Name,-14} {benchmark.About}");
    return 2;
}

var results = new List<(string Name, Figure Figure)>();
foreach (var benchmark in benchmarks.Where(b => named.Contains("all") || named.Contains(b.Name)))
{
    if (!json) Console.Error.WriteLine($"{benchmark.Name}: {benchmark.About}");
    results.AddRange(benchmark.Run(scale).Select(figure => (benchmark.Name, figure)));
}

if (json)
{
    var rows = results.Select(r => new { benchmark = r.Name, what = r.Figure.What, value = r.Figure.Value, unit = r.Figure.Unit, budget = r.Figure.Budget, within = r.Figure.WithinBudget });
    Console.WriteLine(JsonSerializer.Serialize(new { cores = Environment.ProcessorCount, runtime = Environment.Version.ToString(), figures = rows }));
    return 0;
}

var table = new Table().AddColumns("benchmark", "what", "measured", "budget", "");
foreach (var (name, figure) in results)
    table.AddRow(
        name, Markup.Escape(figure.What), Text(figure.Value, figure.Unit),
        figure.Budget is { } budget ? (figure.MoreIsBetter ? ">= " : "<= ") + Text(budget, figure.Unit) : "",
        figure.WithinBudget switch { true => "ok", false => "over", null => "" });
AnsiConsole.Write(table);
return 0;

static string Text(double value, string unit) => value.ToString(value >= 1000 ? "N0" : "0.##", CultureInfo.InvariantCulture) + " " + unit;
