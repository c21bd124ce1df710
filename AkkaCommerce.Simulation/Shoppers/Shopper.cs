using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Shoppers;

/// <summary>
/// One simulated user as far as it is remembered: how far it has walked, the visit it is in, and when something is due next. All of it can be
/// made again from the shop, the user's number, a moment and the campaigns: nothing is lost when it is forgotten. Not thread-safe.
/// </summary>
public sealed class Shopper(Shop shop, int user)
{
    /// <summary>The shop it visits.</summary>
    public Shop Shop { get; } = shop;

    /// <summary>The user's number, from 0.</summary>
    public int User { get; } = user;

    /// <summary>Where it is after what it has walked.</summary>
    public ShopperState State { get; private set; }

    /// <summary>All that was due up to here is done; <see cref="Timestamp.Max"/> before the first <see cref="Rebuild"/>: nothing is remembered.</summary>
    public Timestamp WalkedTo { get; private set; } = Timestamp.Max;

    /// <summary>
    /// The least of the next start drawn (due whatever it brings) and what is pending of visits begun; <see cref="Timestamp.Max"/>: never again.
    /// </summary>
    public Timestamp NextDue { get; private set; } = Timestamp.Min;

    /// <summary>Whether what it remembers serves a walk that begins at this moment (exclusive); else it must <see cref="Rebuild"/> first.</summary>
    public bool Holds(Timestamp from) => WalkedTo <= from && from < NextDue;

    /// <summary>Remembers itself as of a moment: all that was due up to it, and at it, counts as done.</summary>
    public void Rebuild(Timestamp at, CampaignList campaigns) => throw new NotImplementedException();

    /// <summary>
    /// Does what is due up to and including <paramref name="to"/>, and stops after a change of <see cref="State"/> so that its actor can become
    /// it: true when more is due, and it is to be called again with the same arguments; false when all is done and <see cref="WalkedTo"/> is
    /// <paramref name="to"/>. Call only when it <see cref="Holds"/> the beginning of the walk.
    /// </summary>
    public bool Walk(Timestamp to, CampaignList campaigns, EventBuffer into) => throw new NotImplementedException();

    /// <summary>What <see cref="NextDue"/> would be after <see cref="Rebuild"/>, without a shopper.</summary>
    public static Timestamp NextDueOf(Shop shop, int user, Timestamp at, CampaignList campaigns) => throw new NotImplementedException();
}
