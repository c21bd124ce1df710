namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>What a visitor does next; each deed brings about one event.</summary>
internal enum Deed : byte
{
    Arrive,
    View,
    AddToCart,
    RemoveFromCart,
    Pay,
    Leave,
}

/// <summary>
/// A visit under way: a function of (seed, user, day, number) and the campaigns in force at its start, played forward deed by deed.
/// </summary>
internal struct Visit
{
    private ulong _key;
    private uint _draws;

    public int User;

    /// <summary>The key of the user's own chance.</summary>
    public ulong UserKey;

    public Profile Profile;
    public int Day;
    public int Number;

    /// <summary>When it began, in milliseconds.</summary>
    public long Start;

    /// <summary>It ends at this moment at the latest: just before the next start drawn.</summary>
    public long Limit;

    /// <summary>When <see cref="Next"/> is due.</summary>
    public long At;

    public Deed Next;
    public ShopperState State;

    /// <summary>How many events it has brought about: the draw of the next one's id.</summary>
    public int Events;

    public int Pages;
    public int PlannedPages;

    /// <summary>When it is to end by its plan, in milliseconds.</summary>
    public long PlannedEnd;

    public bool Shopping;
    public int Category;

    /// <summary>The product on the page.</summary>
    public int Product;

    /// <summary>The line of the cart to be taken out next.</summary>
    public int Line;

    /// <summary>The category lifted at its start; -1: none; <see cref="WholeShop"/>.</summary>
    public int LiftedCategory;

    /// <summary>How much it is lifted, in thousandths.</summary>
    public int Lift;

    public Cart Cart;

    public const int WholeShop = int.MaxValue;

    /// <summary>The next 64 bits of its chance.</summary>
    public ulong Draw() => Chance.Draw(_key, _draws++);

    /// <summary>True for so many thousandths.</summary>
    public bool Chooses(int thousandths) => Chance.Below(Draw(), 1000) < thousandths;

    /// <summary>Does something later, at least a millisecond; beyond the limit, leaves at the limit instead.</summary>
    public void Plan(Deed deed, int milliseconds)
    {
        At += Math.Max(1, milliseconds);
        Next = deed;
        if (At <= Limit) return;
        (At, Next) = (Limit, Deed.Leave);
    }

    /// <summary>A key of its own for what befalls an event, so that imperfections change nothing else.</summary>
    public readonly ulong FateKey => ~_key;

    /// <summary>A key of its own for what comes back of an order, likewise.</summary>
    public readonly ulong ReturnKey => _key ^ 0x9FB2_1C65_1E98_DF25;

    /// <summary>A visit about to begin.</summary>
    public static Visit Of(Shop shop, int user, in VisitStart start, long limit)
    {
        var key = Chance.User(shop.Seed, user);
        return new Visit
        {
            _key = Chance.Visit(Chance.Day(key, start.Day), start.Number),
            User = user,
            UserKey = key,
            Profile = shop.Profiles.Of(user),
            Day = start.Day,
            Number = start.Number,
            Start = start.Time,
            Limit = limit,
            At = start.Time,
            Next = Deed.Arrive,
            LiftedCategory = -1,
            Lift = 1000,
        };
    }
}
