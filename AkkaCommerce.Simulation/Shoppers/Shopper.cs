using System.Runtime.CompilerServices;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// One simulated user as far as it is remembered: how far it has walked, the visit it is in, and when something is due next. All of it can be
/// made again from the shop, the user's number, a moment and the campaigns: nothing is lost when it is forgotten. Not thread-safe.
/// </summary>
public sealed class Shopper
{
    private readonly PendingCopies? _pending;
    private long _walkedTo = long.MaxValue;
    private VisitStart _next;
    private Visit _visit;
    private long _brokenDue = long.MaxValue;

    public Shopper(Shop shop, int user)
    {
        (Shop, User) = (shop, user);
        if (shop.GreatestDelay > TimeSpan.Zero || shop.HasReturns) _pending = new PendingCopies();
    }

    /// <summary>The shop it visits.</summary>
    public Shop Shop { get; }

    /// <summary>The user's number, from 0.</summary>
    public int User { get; private set; }

    /// <summary>Where it is after what it has walked.</summary>
    public ShopperState State => _visit.State;

    /// <summary>All that was due up to here is done; <see cref="Timestamp.Max"/> before the first <see cref="Rebuild"/>: nothing is remembered.</summary>
    public Timestamp WalkedTo => new(_walkedTo);

    /// <summary>
    /// The least of the next start drawn (due whatever it brings) and what is pending of visits begun; <see cref="Timestamp.Max"/>: never again.
    /// </summary>
    public Timestamp NextDue => new(Shop.Broken == ShopMutation.None ? Due : _brokenDue);

    /// <summary>Whether nothing but its next start is to come.</summary>
    internal bool IsIdle => State == ShopperState.Away && _pending is not { NextDue: < long.MaxValue };

    private long Due => Math.Min(Math.Min(_next.Time, State == ShopperState.Away ? long.MaxValue : _visit.At), _pending?.NextDue ?? long.MaxValue);

    /// <summary>Whether what it remembers serves a walk that begins at this moment (exclusive); else it must <see cref="Rebuild"/> first.</summary>
    public bool Holds(Timestamp from) => _walkedTo <= from.Milliseconds && from < NextDue;

    /// <summary>Remembers itself as of a moment: all that was due up to it, and at it, counts as done.</summary>
    [SkipLocalsInit]
    public void Rebuild(Timestamp at, CampaignList campaigns)
    {
        Span<long> room = stackalloc long[Starts.Room];
        var starts = new Starts(Shop, User, room);
        var moment = at.Milliseconds;
        var lost = _pending is null ? null : EventBuffer.Rent();
        _pending?.Clear();
        _visit.State = ShopperState.Away;
        var played = moment - (long)Shop.VisitLookBack.TotalMilliseconds;
        _next = starts.After(FirstLookedAt(moment) - 1);
        while (_next.Time <= moment)
        {
            var start = _next;
            _next = starts.After(start.Time);
            if (_pending is null && _next.Time <= moment || !Begin(start, campaigns)) continue;
            if (start.Time < played && Shop.HasReturns)
            {
                VisitPlayer.PlayForReturns(ref _visit, new ShopContext(Shop, null, _pending));
                continue;
            }
            lost?.Clear();
            VisitPlayer.PlayThrough(ref _visit, moment, new ShopContext(Shop, lost, _pending));
        }
        _pending?.ForgetThrough(moment);
        lost?.Dispose();
        _walkedTo = moment;
        if (Shop.Broken != ShopMutation.None) Break(campaigns);
    }

    /// <summary>
    /// Does what is due up to and including <paramref name="to"/>, and stops after a change of <see cref="State"/> so that its actor can become
    /// it: true when more is due, and it is to be called again with the same arguments; false when all is done and <see cref="WalkedTo"/> is
    /// <paramref name="to"/>. Call only when it <see cref="Holds"/> the beginning of the walk.
    /// </summary>
    public bool Walk(Timestamp to, CampaignList campaigns, EventBuffer into)
    {
        var context = new ShopContext(Shop, into, _pending);
        var before = State;
        for (var due = Due; due <= to.Milliseconds; due = Due)
        {
            if (State != before)
            {
                _walkedTo = due - 1;
                return true;
            }
            if (_pending?.NextDue == due) _pending.WriteFirst(User, into);
            else if (State != ShopperState.Away && _visit.At == due) VisitPlayer.Step(ref _visit, context);
            else StartNext(campaigns, context);
        }
        _walkedTo = to.Milliseconds;
        if (Shop.Broken != ShopMutation.None) Break(campaigns);
        return false;
    }

    /// <summary>What <see cref="NextDue"/> would be after <see cref="Rebuild"/>, without a shopper.</summary>
    public static Timestamp NextDueOf(Shop shop, int user, Timestamp at, CampaignList campaigns) => NextDueOf(shop, user, at, campaigns, ref Scratch);

    /// <summary>Remembers nothing, and is another user.</summary>
    internal void Become(int user) => (User, _walkedTo) = (user, long.MaxValue);

    [SkipLocalsInit]
    private void StartNext(CampaignList campaigns, in ShopContext context)
    {
        Span<long> room = stackalloc long[Starts.Room];
        var start = _next;
        _next = new Starts(Shop, User, room).After(start.Time);
        if (Begin(start, campaigns)) VisitPlayer.Step(ref _visit, context);
    }

    /// <summary>Makes the visit ready to be played; false where none takes place.</summary>
    private bool Begin(in VisitStart start, CampaignList campaigns)
    {
        if (start.Number < 0) return false;
        Shop.Looks?.Invoke(User, start.Time, campaigns);
        var limit = Math.Min(_next.Number < 0 ? long.MaxValue : _next.Time - 1, start.Time + (long)Shop.LongestVisit.TotalMilliseconds);
        if (Shop.Broken != ShopMutation.None)
        {
            campaigns = BrokenShopper.Seen(Shop, campaigns);
            limit = BrokenShopper.Limit(Shop, User, start.Time, limit, campaigns);
        }
        if (!Shop.TakesPlace(start.Time, campaigns)) return false;
        _visit = Visit.Of(Shop, User, start, limit);
        Shop.Obey(ref _visit, campaigns);
        return true;
    }

    /// <summary>Before the run's beginning there is nothing that could come back.</summary>
    private long FirstLookedAt(long moment)
    {
        var first = moment - (long)Shop.LookBack.TotalMilliseconds;
        return Shop.HasReturns ? Math.Max(first, Math.Min(moment - (long)Shop.VisitLookBack.TotalMilliseconds, Shop.Run.From.Milliseconds)) : first;
    }

    private void Break(CampaignList campaigns)
    {
        if ((Shop.Broken & ShopMutation.ForgetPending) != 0 && State == ShopperState.Away) _pending?.Clear();
        _brokenDue = BrokenShopper.NextDue(Shop, User, WalkedTo, Due, campaigns);
    }

    [ThreadStatic] private static Shopper? Scratch;

    private static Timestamp NextDueOf(Shop shop, int user, Timestamp at, CampaignList campaigns, ref Shopper? scratch)
    {
        if (scratch?.Shop != shop) scratch = new Shopper(shop, user);
        scratch.Become(user);
        scratch.Rebuild(at, campaigns);
        return scratch.NextDue;
    }
}
