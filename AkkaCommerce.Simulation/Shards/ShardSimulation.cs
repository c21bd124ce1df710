using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Shards;

/// <summary>
/// One shard of the shop: who of its members is due when, and one step at a time that gathers their events into a batch for the log. It knows no
/// clock, no log and no actor. Not thread-safe.
/// </summary>
public sealed class ShardSimulation
{
    private static readonly (int, int) NoAnswer = (-1, 0);

    private readonly int[] _users;
    private readonly TimingWheel _wheel;
    private readonly StepSize _size;
    private readonly EventMerge _merge = new();
    private int[] _dueMembers = [];
    private int[] _dueUsers = [];
    private readonly StepEvents _events = new();
    private (int First, int Count)[] _answers = [];
    private long[] _nextDues = [];
    private int _dueCount;

    /// <param name="shop">The shop whose users with this shard's hash are its members.</param>
    /// <param name="shard">0 to <paramref name="shards"/> - 1.</param>
    /// <param name="shards">Partitions of the log's topics.</param>
    /// <param name="pane">The length of a pane: steps end with a pane where they pass one's end, truth is counted by pane.</param>
    public ShardSimulation(Shop shop, int shard, int shards, TimeSpan pane)
    {
        (Shop, Shard, Shards, Pane) = (shop, shard, shards, pane);
        _users = ShardMembers.Of(shop.Run.Shoppers, shard, shards);
        _wheel = new TimingWheel(_users.Length);
        _size = new StepSize(shop, _users.Length, pane);
    }

    public Shop Shop { get; }
    public int Shard { get; }
    public int Shards { get; }
    public TimeSpan Pane { get; }

    /// <summary>How many users belong to the shard.</summary>
    public int Members => _users.Length;

    /// <summary>The part of a number for the whole shop that falls to this shard, by the users that it holds; 1 at least.</summary>
    public int ShareOf(int whole) => (int)Math.Max(1, (long)whole * Members / Shop.Run.Shoppers);

    /// <summary>All due up to here is in a completed batch, or was before the last <see cref="Rebuild"/>.</summary>
    public Timestamp At { get; private set; }

    /// <summary>The step being gathered, or null.</summary>
    public ShardStep? Step { get; private set; }

    /// <summary>The users to be walked in the step, ascending. Valid until the step is completed or abandoned.</summary>
    public ReadOnlySpan<int> Due => _dueUsers.AsSpan(0, _dueCount);

    /// <summary>How many of <see cref="Due"/> have not answered yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether a step is planned and everyone due has answered.</summary>
    public bool IsGathered => Step is not null && Waiting == 0;

    /// <summary>Forgets everything and works out when each member is due next, as of a moment. Microseconds a member.</summary>
    public void Rebuild(Timestamp at, CampaignList campaigns)
    {
        Release();
        At = at;
        _wheel.Clear(at.Milliseconds);
        for (var member = 0; member < _users.Length; member++)
            _wheel.Set(member, Shopper.NextDueOf(Shop, _users[member], at, campaigns).Milliseconds);
    }

    /// <summary>
    /// Plans the next step, (<see cref="At"/>, to] with to at most <paramref name="horizon"/>: some ten thousand events or 512 panes, ending with
    /// a pane (at its last millisecond) where it passes one's end. False when the horizon is reached.
    /// </summary>
    /// <exception cref="InvalidOperationException">A step is being gathered.</exception>
    public bool Plan(Timestamp horizon, out ShardStep step)
    {
        if (Step is not null) throw new InvalidOperationException("A step is being gathered.");
        step = new ShardStep(At, _size.End(At, horizon));
        if (step.To <= At) return false;

        _dueCount = _wheel.Take(step.To.Milliseconds, ref _dueMembers);
        _dueMembers.AsSpan(0, _dueCount).Sort();
        if (_dueUsers.Length < _dueCount)
        {
            var room = _dueMembers.Length;
            (_dueUsers, _answers, _nextDues) = (new int[room], new (int, int)[room], new long[room]);
        }
        for (var i = 0; i < _dueCount; i++) _dueUsers[i] = _users[_dueMembers[i]];
        _answers.AsSpan(0, _dueCount).Fill(NoAnswer);
        Waiting = _dueCount;
        Step = step;
        return true;
    }

    /// <summary>Whether the step still waits for this user's answer.</summary>
    public bool IsWaitingFor(int user) => Due.BinarySearch(user) is >= 0 and var slot && _answers[slot] == NoAnswer;

    /// <summary>
    /// Takes a user's answer to the step, and gives its buffer back. False for a second answer, or a user that is not due: then the buffer is left alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">It holds what is not due in the step, or says that something is due that should be in it.</exception>
    public bool Accept(int user, EventBuffer events, Timestamp nextDue)
    {
        var slot = Due.BinarySearch(user);
        if (slot < 0 || _answers[slot] != NoAnswer) return false;
        var step = Step!.Value;
        if (nextDue <= step.To || events.Count > 0 && (events.Entries[0].Due <= step.From.Milliseconds || events.Entries[^1].Due > step.To.Milliseconds))
            throw new InvalidOperationException($"Shopper {user} answers the step ({step.From}, {step.To}] with events of another, next due at {nextDue}.");
        _answers[slot] = (_events.Count, events.Count);
        _events.Add(events);
        events.Dispose();
        _nextDues[slot] = nextDue.Milliseconds;
        Waiting--;
        return true;
    }

    /// <summary>
    /// Ends the gathered step: its events merged into time order in each topic (whatever the order of the answers: the same bytes), its progress
    /// and its truth. <see cref="At"/> moves to the step's end.
    /// </summary>
    /// <exception cref="InvalidOperationException">No step is gathered.</exception>
    public ShardBatch Complete(long number)
    {
        var (events, order) = Merge();
        var batch = BatchWriter.Write(number, events, order, At, Pane);
        Release();
        return batch;
    }

    /// <summary>Drops the step: <see cref="At"/> stays, the next plan asks the same again.</summary>
    public void Abandon()
    {
        for (var i = 0; i < _dueCount; i++) _wheel.Set(_dueMembers[i], _wheel.DueOf(_dueMembers[i]));
        Release();
    }

    /// <summary>Ends the gathered step with its events and their order, which are valid until <see cref="Release"/>.</summary>
    internal (StepEvents Events, EventMerge Order) Merge()
    {
        if (!IsGathered) throw new InvalidOperationException($"The step is not gathered: {Waiting} of {_dueCount} have not answered.");
        var step = Step!.Value;
        _merge.Order(_events.Entries, _answers.AsSpan(0, _dueCount), step.From.Milliseconds);
        for (var i = 0; i < _dueCount; i++) _wheel.Set(_dueMembers[i], _nextDues[i]);
        At = step.To;
        return (_events, _merge);
    }

    internal void Release()
    {
        _events.Clear();
        (_dueCount, Waiting, Step) = (0, 0, null);
    }
}
