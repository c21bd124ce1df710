using System.Runtime.InteropServices;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Node.Realism;

/// <summary>
/// Counts what a stream of a simulation's events says about its visits, its customers and its days, from the events alone, each seen once and in order of time (so
/// of a run without imperfections).
/// Only visits that both begin and end in the stream count. Memory: the visits under way, the customers, and the orders that
/// something may still come back of.
/// </summary>
/// <param name="zone">The shop's offset from UTC: its hours and days follow it.</param>
/// <param name="returnsAfter">How long after an order its refund is: evenly from the least to the greatest.</param>
/// <param name="isBot">Whether a user, by number, is a bot: figures are those of people, bots are counted apart.</param>
internal sealed class Census(TimeSpan zone, Func<int, bool> isBot, DelayRange returnsAfter)
{
    /// <summary>Longer visits count as this long, in seconds.</summary>
    private const int MostSeconds = 7200;

    private const int MostPages = 1000;

    /// <summary>A time on a page against the mean of its visit is told apart to a hundredth, up to 20.</summary>
    private const int DwellBins = 2000;

    /// <summary>Visits with fewer pages say little about how times on a page are spread.</summary>
    private const int PagesForDwell = 10;

    private readonly EventReader _reader = new();
    private readonly Dictionary<int, OpenVisit> _open = [];
    private readonly Dictionary<int, Customer> _customers = [];
    private readonly Dictionary<long, long> _visitsByDay = [];
    private readonly Queue<(long Time, long Units)> _recentOrders = [];
    private long _unitsLongAgo;

    public long Events { get; private set; }
    public Timestamp? First { get; private set; }
    public Timestamp? Last { get; private set; }

    /// <summary>Visits of people that ended.</summary>
    public long Visits { get; private set; }

    public long VisitsOfOnePage { get; private set; }
    public long VisitsWithCart { get; private set; }
    public long VisitsWithOrder { get; private set; }

    /// <summary>Page views of people, and of bots.</summary>
    public long Pages { get; private set; }

    public long BotPages { get; private set; }
    public long BotVisits { get; private set; }
    public long Orders { get; private set; }
    public long OrderCents { get; private set; }
    public long UnitsOrdered { get; private set; }

    /// <summary>Units of refunds.</summary>
    public long UnitsReturned { get; private set; }

    /// <summary>
    /// Units ordered whose return could have come by the end of the stream: of an order, all of them when the longest time until a return has passed since,
    /// none before the shortest has, and in between in proportion.
    /// </summary>
    public double ReturnableUnits => _unitsLongAgo + _recentOrders.Sum(order => order.Units * ShareReturnable(order.Time));

    /// <summary>Of visits with more than a page: whole seconds.</summary>
    public Histogram Seconds { get; } = new(MostSeconds + 1);

    public Histogram PagesAVisit { get; } = new(MostPages + 1);

    /// <summary>In hundredths of the mean of the visit.</summary>
    public Histogram Dwell { get; } = new(DwellBins);

    /// <summary>Visits begun in each hour of the shop's day.</summary>
    public long[] ByHour { get; } = new long[24];

    public IReadOnlyDictionary<long, long> VisitsByDay => _visitsByDay;

    public long Customers => _customers.Count;
    public long ReturningCustomers => _customers.Values.Count(customer => customer.Orders > 1);

    /// <summary>Days from an order to the same customer's next one, in the mean; 0: there is none.</summary>
    public double DaysBetweenOrders
    {
        get
        {
            var gaps = _customers.Values.Sum(customer => customer.Orders - 1L);
            return gaps == 0 ? 0 : _customers.Values.Sum(customer => (customer.LastOrder - customer.FirstOrder) / 86_400_000.0) / gaps;
        }
    }

    /// <summary>Takes an event, as JSON; what is none of a simulation is left out.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        if (!_reader.Read(json, out var view) || !view.TryGetId(out var id)) return;
        Events++;
        First ??= view.Time;
        Last = Last is { } last ? Timestamp.Later(last, view.Time) : view.Time;
        if (view.Type == EventType.SessionStart)
        {
            Begin(id, view.Time);
            return;
        }
        if (view.Type == EventType.Refund)
        {
            foreach (var item in view.Items) UnitsReturned += item.Quantity;
            return;
        }
        ref var visit = ref CollectionsMarshal.GetValueRefOrNullRef(_open, id.User);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref visit) || visit.Day != id.Day || visit.Number != id.Visit) return;
        switch (view.Type)
        {
            case EventType.PageView:
                visit.View(view.Time.Milliseconds);
                break;
            case EventType.AddToCart:
                visit.HasCart = true;
                break;
            case EventType.Purchase:
                visit.HasOrder = true;
                Order(id.User, view);
                break;
            case EventType.SessionEnd:
                End(visit, view.Time.Milliseconds);
                _open.Remove(id.User);
                break;
        }
    }

    private void Begin(EventId id, Timestamp time)
    {
        var local = time.Milliseconds + (long)zone.TotalMilliseconds;
        var day = Math.DivRem(local, 86_400_000L, out var ofDay);
        var visit = new OpenVisit { Day = id.Day, Number = id.Visit, Start = time.Milliseconds, IsBot = isBot(id.User) };
        _open[id.User] = visit;
        if (visit.IsBot) return;
        ByHour[(int)(ofDay / 3_600_000)]++;
        CollectionsMarshal.GetValueRefOrAddDefault(_visitsByDay, day, out _)++;
    }

    private void Order(int user, in EventView view)
    {
        Orders++;
        OrderCents += view.TotalCents;
        var units = 0L;
        foreach (var item in view.Items) units += item.Quantity;
        UnitsOrdered += units;
        _recentOrders.Enqueue((view.Time.Milliseconds, units));
        while (_recentOrders.Peek() is var (time, old) && ShareReturnable(time) >= 1)
        {
            _unitsLongAgo += old;
            _recentOrders.Dequeue();
        }
        ref var customer = ref CollectionsMarshal.GetValueRefOrAddDefault(_customers, user, out var known);
        var now = view.Time.Milliseconds;
        customer = known ? customer with { Orders = customer.Orders + 1, LastOrder = now } : new Customer(1, now, now);
    }

    private double ShareReturnable(long ordered)
    {
        var since = (Last?.Milliseconds ?? 0) - ordered;
        return Math.Clamp((since - returnsAfter.Least.TotalMilliseconds) / (returnsAfter.Greatest - returnsAfter.Least).TotalMilliseconds, 0, 1);
    }

    private void End(in OpenVisit visit, long end)
    {
        if (visit.IsBot)
        {
            BotVisits++;
            BotPages += visit.Pages;
            return;
        }
        Visits++;
        Pages += visit.Pages;
        if (visit.HasCart) VisitsWithCart++;
        if (visit.HasOrder) VisitsWithOrder++;
        if (visit.Pages <= 1)
        {
            VisitsOfOnePage++;
            return;
        }
        Seconds.Add((end - visit.Start) / 1000);
        PagesAVisit.Add(visit.Pages);
        if (visit.Pages < PagesForDwell) return;
        var mean = (visit.LastPage - visit.FirstPage) / (double)(visit.Pages - 1);
        for (var page = 1; page < visit.Times!.Count; page++) Dwell.Add((long)((visit.Times[page] - visit.Times[page - 1]) * 100 / mean));
    }

    private readonly record struct Customer(int Orders, long FirstOrder, long LastOrder);

    private struct OpenVisit
    {
        public int Day, Number, Pages;
        public long Start, FirstPage, LastPage;
        public bool HasCart, HasOrder, IsBot;
        public List<long>? Times;

        public void View(long time)
        {
            if (Pages++ == 0) FirstPage = time;
            LastPage = time;
            if (!IsBot) (Times ??= []).Add(time);
        }
    }
}
