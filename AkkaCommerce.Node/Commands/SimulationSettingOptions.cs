using System.CommandLine;

namespace AkkaCommerce.Node.Commands;

/// <summary>Options that say which events the shop makes: those of <c>run</c> and of <c>simulate</c>.</summary>
internal static class SimulationSettingOptions
{
    public static IEnumerable<Option> Events() =>
    [
        new SettingOption("--seed", "simulation.seed", "N", "The same seed gives the same events, byte for byte [1]"),
        new SettingOption("--shoppers", "simulation.shoppers", "N", "Simulated users, 1 to 10,000,000 [10000]"),
        new SettingOption("--products", "simulation.products", "N", "Products of the catalog, 1 to 100,000 [125]"),
        new SettingOption("--visits-per-day", "simulation.visits-per-day", "X", "Mean visits a shopper makes a day, above 0; about 33 at most, which fill half of the busiest hour [8]"),
        new SettingOption("--shards", "simulation.shards", "N", "Partitions of every topic, 1 to 1,024: no event depends on it [8]"),
        new SettingOption("--zone", "simulation.zone", "+HH:MM", "The shop's offset from UTC [+00:00]"),
        new SettingOption("--from", "simulation.from", "TIME", "Where the shop's time begins: ISO 8601, or relative to now; a live shop waits for it [-2h]"),
        new SettingOption("--until", "simulation.until", "TIME", "Where it ends: ISO 8601, or relative to from, such as +1h [never]"),
        new SettingOption("--returns", "simulation.returns", "SHARE", "Units bought that come back some days later, 0 to 50%, such as 19% [0%]"),
        new SettingOption("--late", "simulation.late", "SHARE:MIN..MAX", "Events written later than they happen, such as 1%:5s..2m [none; 5s..2m]"),
        new SettingOption("--duplicate", "simulation.duplicate", "SHARE:MIN..MAX", "Events written twice, the copy later, such as 0.1% [none; 1s..1m]"),
        new SettingOption("--lose", "simulation.lose", "SHARE", "Events never written, such as 0.1% [none]"),
        new SettingOption("--reorder", "simulation.reorder", "SPAN", "Every event is written up to so much later, such as 2s [in order]"),
        new SettingOption("--outage", "simulation.outage", "HH:MM+SPAN", "A time of each day in which nothing is written, and what would be comes afterwards, such as 14:00+10m [none]"),
        new SettingOption("--bots", "simulation.bots", "SHARE", "Page views by bots: fast, many pages, no carts; real shops have 30% to 50% [0%]"),
    ];

    public static IEnumerable<Option> Pace() =>
    [
        new SettingOption("--speed", "simulation.speed", "X", "1 (live), 60 (a minute a second), any from 0.1, or max [1]"),
        new SettingOption("--live-shoppers", "simulation.live-shoppers", "N", "Entities kept in memory before those longest away leave [50000]"),
        new SettingOption("--lead", "simulation.lead", "N", "At max: events the clock may be ahead of the analysis [5000000]"),
    ];
}
