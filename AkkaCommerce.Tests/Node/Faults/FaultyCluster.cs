using System.Diagnostics;
using System.Text.Json;
using AkkaCommerce.Analytics.Partitions;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Tests.Ingestion.Kafka;
using AkkaCommerce.Tests.Ingestion.Sql;
using AkkaCommerce.Tests.Node.Processes;
using Dapper;
using Npgsql;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>
/// Three nodes as processes, each behind a proxy and with one before Kafka and PostgreSQL, on those under test; a node that ends too early is started again.
/// </summary>
internal sealed class FaultyCluster : IDisposable
{
    public const int Nodes = 3;

    /// <summary>What a round may take; the machine may be busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan BeforeRestart = TimeSpan.FromSeconds(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-faults-").FullName;
    private readonly TestTopics _topics = new();
    private readonly PostgresPlace _place = new();
    private readonly NodeProxy[] _proxies;
    private readonly KafkaProxy[] _kafka = [.. Enumerable.Range(0, Nodes).Select(_ => new KafkaProxy())];
    private readonly PostgresProxy[] _postgres;
    private readonly ProgramProcess?[] _nodes = new ProgramProcess?[Nodes];
    private readonly string[] _run;
    private readonly TimeSpan _life;
    private volatile bool _stops;
    private SmallDisk[] _disks = [];
    private WallClock[] _clocks = [];

    /// <param name="run">The options of the simulation.</param>
    /// <param name="life">How long a node may run; null: <see cref="Patience"/>.</param>
    public FaultyCluster(string[] run, TimeSpan? life = null)
    {
        (_run, _life) = (run, life ?? Patience);
        _postgres = [.. Enumerable.Range(0, Nodes).Select(_ => new PostgresProxy(_place.ConnectionString))];
        File.WriteAllText(Connection(null), _place.ConnectionString);
        var ports = Enumerable.Range(0, Nodes).Select(node => FreePort.Of(Host(node))).ToArray();
        _proxies = [.. ports.Select((port, node) => new NodeProxy(Host(node), port))];
        for (var node = 0; node < Nodes; node++)
        {
            File.WriteAllText(Connection(node), _postgres[node].ConnectionString);
            File.WriteAllText(
                Path.Combine(_folder, $"node{node}.conf"), $"akka.remote.dot-netty.tcp {{ public-hostname = \"{Host(node)}\", public-port = {_proxies[node].Port}, port = {ports[node]} }}");
        }
    }

    private string SeedNodes => string.Join(',', _proxies.Select((proxy, node) => $"{Host(node)}:{proxy.Port}"));

    /// <summary>The process of a node.</summary>
    public ProgramProcess this[int node] => _nodes[node]!;

    /// <summary>The most memory that a node ever had, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>All that nodes said which ended before their time.</summary>
    public List<ProgramResult> Ended { get; } = [];

    /// <summary>From their next start on each node has a disk of its own, of a megabyte, for its data folder and what is temporary.</summary>
    public void GiveDisks() => _disks = [.. Enumerable.Range(0, Nodes).Select(node => new SmallDisk(Directory.CreateDirectory(Data(node)).FullName, "1m"))];

    public SmallDisk Disk(int node) => _disks[node];

    /// <summary>From their next start on each node has a wall clock of its own.</summary>
    public void GiveClocks() => _clocks = [.. Enumerable.Range(0, Nodes).Select(node => new WallClock(Path.Combine(_folder, $"clock{node}")))];

    public WallClock Clock(int node) => _clocks[node];

    /// <summary>Starts a node, and again whenever it ends otherwise than by having finished.</summary>
    /// <returns>Ends when it has.</returns>
    public async Task KeepAsync(int node)
    {
        while (true)
        {
            var process = ProgramProcess.Start(_folder, Environment(node), [
                "run", .. _run, .. Stores(_kafka[node].Servers, node), "--data", Data(node), "--config", $"node{node}.conf", "--seed-nodes", SeedNodes, "--host", Host(node)]);
            (var before, _nodes[node]) = (_nodes[node], process);
            before?.Dispose();
            using var patience = new CancellationTokenSource(_life);
            for (; !process.HasEnded; await Task.Delay(50, patience.Token)) PeakMemory = Math.Max(PeakMemory, process.PeakMemory);
            var ended = await process.EndAsync();
            if (ended.Code == 0 && ended.Lines is [.., var last] && last.Contains(" orders, revenue ", StringComparison.Ordinal) || _stops) return;
            lock (Ended) Ended.Add(ended);
            await Task.Delay(BeforeRestart);
        }
    }

    /// <summary>Ends all nodes in order, and none is started again.</summary>
    public void Stop()
    {
        _stops = true;
        foreach (var node in _nodes)
            if (node is { HasEnded: false }) node.Terminate();
    }

    /// <summary>Kills a node at a moment of its talk with Kafka.</summary>
    public Task KillAsync(int node, KafkaMoment moment) => AtAsync(act => _kafka[node].At(moment, act), () => this[node].Kill());

    /// <summary>Lets a node stand still for a while from a moment of its talk with Kafka on.</summary>
    public async Task StallAsync(int node, KafkaMoment moment, TimeSpan length)
    {
        await AtAsync(act => _kafka[node].At(moment, act), () => this[node].Stop());
        await Task.Delay(length);
        this[node].Continue();
    }

    /// <summary>From the moment on at which records are in the log and their writer was not told, a node hears nothing from Kafka for a while.</summary>
    /// <param name="api">It hears only no answers to this request; null: none at all.</param>
    public async Task DeafenAsync(int node, TimeSpan length, short? api = null)
    {
        var isDeaf = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _kafka[node].At(KafkaMoment.Produced, () => isDeaf.SetResult(_kafka[node].SilenceAsync(length, api)));
        await await isDeaf.Task.WaitAsync(Patience);
    }

    /// <summary>Kills a node when an entry of its journal is written, and it was not told.</summary>
    public Task KillAtEntryAsync(int node) => AtAsync(_postgres[node].AtEntry, () => this[node].Kill());

    /// <summary>Writes what is none of ours to every partition of every topic: text and nothing, and to those that take it without a key.</summary>
    /// <param name="records">How many for each partition.</param>
    public Task PoisonAsync(int records)
    {
        (string Name, int Partition, bool IsCompacted)[] places =
        [
            .. Enum.GetValues<Topic>().SelectMany(topic => Enumerable.Range(0, UndisturbedRun.Shards).Select(shard => (_topics.Name(topic), shard, topic == Topic.Progress))),
            (_topics.Run, 0, true),
            (_topics.SnapshotTopic, 0, true),
        ];
        return Task.WhenAll(places.Select(place => TestTopics.ProduceManyAsync(
            place.Name,
            records,
            number => (number % 3 == 0 && !place.IsCompacted ? null : $"{number}", number % 5 == 0 ? null : $"{ClusterFault.Poison} {number}"),
            place.Partition)));
    }

    /// <summary>Cuts a node off from the others, or lets it back.</summary>
    public void Split(int node, bool apart)
    {
        for (var other = 0; other < Nodes; other++)
        {
            if (other == node) _proxies[other].CutOff(apart ? [.. Enumerable.Range(0, Nodes).Where(one => one != node).Select(Host)] : []);
            else _proxies[other].CutOff(apart ? [Host(node)] : []);
        }
    }

    /// <summary>The addresses of brokers are those of its connections: all are ended at once, whatever is under way.</summary>
    public static async Task CutKafkaAsync()
    {
        foreach (var server in TestKafka.Servers!.Split(','))
        {
            using var process = Process.Start(new ProcessStartInfo("ss", ["-K", "dst", "127.0.0.1", "dport", "=", server.Split(':')[1]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await process.WaitForExitAsync();
        }
    }

    /// <summary>By shard, up to where it has closed; milliseconds. Null: the database is away.</summary>
    public async Task<long[]?> ClosedAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(_place.ConnectionString);
            return [.. await connection.QueryAsync<long>("SELECT COALESCE(closed_through, 0) FROM shards ORDER BY shard")];
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    /// <summary>The node that is longest in the cluster, on which its clock and its board live.</summary>
    public async Task<int> OldestAsync() => NodeOf((await MembersAsync())[0]);

    /// <summary>Waits until a node that was the oldest is one again, and the youngest.</summary>
    public async Task ReplacedAsync(int oldest)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await MembersAsync() is var members && (members.Length < Nodes || !members.All(IsWell) || NodeOf(members[^1]) != oldest)) await Task.Delay(200, patience.Token);

        static bool IsWell(JsonElement member) => member.GetProperty("status").GetString() == "up" && member.GetProperty("is_reachable").GetBoolean() && member.GetProperty("answers").GetBoolean();
    }

    /// <summary>By shard, whether the newest incarnation of its analyst that wrote to the journal claimed that first.</summary>
    public async Task<bool[]> LastAnalystsClaimedAsync()
    {
        await using var connection = new NpgsqlConnection(_place.ConnectionString);
        var rows = await connection.QueryAsync<byte[]>("SELECT message FROM journal WHERE persistence_id LIKE 'analyst-%' AND NOT deleted ORDER BY sequence_number");
        return
        [
            .. rows.Select(row => AnalystEntry.Read(row)).GroupBy(entry => entry.Shard).OrderBy(shard => shard.Key)
                .Select(shard => shard.First(entry => entry.Name.Incarnation == shard.Last().Name.Incarnation).IsClaim),
        ];
    }

    /// <summary>Waits until a node's reports are dated in the future: its wall clock has jumped.</summary>
    public async Task ReportsAheadAsync(TimeSpan ahead)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var connection = new NpgsqlConnection(_place.ConnectionString);
        while (await connection.ExecuteScalarAsync<double>("SELECT MAX(updated) / 1000.0 - EXTRACT(EPOCH FROM now()) FROM shards") < ahead.TotalSeconds) await Task.Delay(50, patience.Token);
    }

    /// <summary>Waits until every shard has closed beyond a moment.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> BeyondAsync(int shards, long moment)
    {
        var began = Stopwatch.GetTimestamp();
        while (await ClosedAsync() is not { } closed || closed.Length < shards || closed.Min() <= moment)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) throw new TimeoutException($"Not beyond {moment}; nodes that ended: {string.Join("\n", Ended)}");
            await Task.Delay(50);
        }
        return Stopwatch.GetElapsedTime(began);
    }

    public Task<ProgramResult> RunAsync(params string[] command) => ProgramProcess.RunAsync(_folder, [.. command, .. Stores(TestKafka.Servers!, null)]);

    public void Dispose()
    {
        foreach (var node in _nodes) node?.Dispose();
        foreach (var proxy in _proxies) proxy.Dispose();
        foreach (var proxy in _kafka) proxy.Dispose();
        foreach (var proxy in _postgres) proxy.Dispose();
        foreach (var disk in _disks) disk.Dispose();
        _topics.Dispose();
        _place.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>By age, the oldest first, as <c>nodes --json</c> has them.</summary>
    private async Task<JsonElement[]> MembersAsync()
    {
        var told = await RunAsync("nodes", "--json", "--seed-nodes", SeedNodes);
        told.ShouldSucceed();
        return [.. JsonDocument.Parse(told.Output).RootElement.GetProperty("nodes").EnumerateArray()];
    }

    private static int NodeOf(JsonElement member) =>
        Enumerable.Range(0, Nodes).Single(node => member.GetProperty("address").GetString()!.StartsWith($"{Host(node)}:", StringComparison.Ordinal));

    private static async Task AtAsync(Action<Action> arm, Action act)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        arm(() =>
        {
            act();
            done.SetResult();
        });
        await done.Task.WaitAsync(Patience);
    }

    private Dictionary<string, string> Environment(int node)
    {
        var environment = new Dictionary<string, string>();
        if (_disks.Length > 0) environment["TMPDIR"] = Data(node);
        if (_clocks.Length == 0) return environment;
        foreach (var (name, value) in _clocks[node].Environment) environment[name] = value;
        return environment;
    }

    private string Data(int node) => Path.Combine(_folder, $"node{node}");

    /// <param name="node">By way of its proxy; null: straight.</param>
    private string Connection(int? node) => Path.Combine(_folder, $"connection{node}");

    private string[] Stores(string kafka, int? node) => ["--log", "kafka", "--bootstrap", kafka, "--topic-prefix", _topics.Prefix, "--sql", $"file:{Connection(node)}"];

    /// <summary>Every address of 127.0.0.0/8 is this machine's.</summary>
    private static string Host(int node) => $"127.0.1.{node + 1}";
}
