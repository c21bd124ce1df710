using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>
/// What the simulation's events are a function of, and how far it goes: the second run record. Analysts read <see cref="Until"/> and
/// <see cref="Retired"/> from it; the simulation obeys all of it.
/// </summary>
public sealed record SimulationRun
{
    public required ulong Seed { get; init; }

    /// <summary>How many simulated users, 1 to 10,000,000.</summary>
    public required int Shoppers { get; init; }

    /// <summary>Products of the catalog, 1 to 100,000.</summary>
    public required int Products { get; init; }

    /// <summary>Mean visits a shopper makes a day, above 0 to 100.</summary>
    public required double VisitsPerDay { get; init; }

    /// <summary>The shop's time before its first event.</summary>
    public required Timestamp From { get; init; }

    /// <summary>The shop's offset from UTC: its days and busy hours follow it.</summary>
    public required TimeSpan Zone { get; init; }

    /// <summary>What befalls events on purpose, in the one text that <see cref="Runs.Imperfections.ToString"/> has for it; empty: nothing, as in older records.</summary>
    public string Imperfections { get; init; } = "";

    /// <summary>Of the page views, those by bots: in millionths; 0: none, as in older records. At most <see cref="MostBots"/>.</summary>
    public int BotShare { get; init; }

    /// <summary>Of a million units that are bought, those that come back some days later; 0: none, as in older records. At most <see cref="MostReturns"/>.</summary>
    public int ReturnsInMillion { get; init; }

    /// <summary>What the catalog is made by; a program that makes another refuses to go on with the run.</summary>
    public int CatalogVersion { get; init; } = CurrentCatalog;

    /// <summary>What shoppers do; a program whose shoppers do otherwise refuses to go on with the run.</summary>
    public int BehaviourVersion { get; init; } = CurrentBehaviour;

    /// <summary>The catalog and the behaviour of this program.</summary>
    public const int CurrentCatalog = 2, CurrentBehaviour = 3;

    /// <summary>Whether this program makes the run's events: one of another version may analyse them, and cannot draw them again.</summary>
    public bool IsOfThisProgram => CatalogVersion == CurrentCatalog && BehaviourVersion == CurrentBehaviour;

    /// <summary>Nothing is emitted at or after it; null: for ever. Only grows.</summary>
    public Timestamp? Until { get; init; }

    /// <summary>A writer that reads it after opening commits nothing.</summary>
    public bool Retiring { get; init; }

    /// <summary>No commit of the simulation follows: it holds no analysis back any more.</summary>
    public bool Retired { get; init; }

    /// <summary>The most of a million page views that are by bots.</summary>
    public const int MostBots = 900_000;

    /// <summary>The share of page views by bots, for a person; empty: none.</summary>
    public string BotsText => ImperfectionsText.Share(BotShare);

    /// <summary>The most of a million units that come back.</summary>
    public const int MostReturns = 500_000;

    /// <summary>The share of units that come back, for a person; empty: none.</summary>
    public string ReturnsText => ImperfectionsText.Share(ReturnsInMillion);

    /// <summary>What befalls events on purpose.</summary>
    /// <exception cref="FormatException"><see cref="Imperfections"/> is no text of theirs.</exception>
    public Imperfections Injected => Runs.Imperfections.Parse(Imperfections ?? ""); // a record of before there were any has none

    /// <summary>The run of the event ids: 48 bits of the hash of what events depend on (not of until, shards or the log's identity).</summary>
    public long RunId
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{Seed}|{Shoppers}|{Products}|{VisitsPerDay:R}|{From.Milliseconds}|{Zone.Ticks}|{Imperfections}|{CatalogVersion}|{BehaviourVersion}");
            // Only where they say something: so runs of before there were any keep their ids.
            if (BotShare > 0) text += string.Create(CultureInfo.InvariantCulture, $"|bots {BotShare}");
            if (ReturnsInMillion > 0) text += string.Create(CultureInfo.InvariantCulture, $"|returns {ReturnsInMillion}");
            return BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & 0xFFFF_FFFF_FFFF;
        }
    }
}
