using System.Text.Json;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Reporting;
using AkkaCommerce.Simulation.Shards;

namespace AkkaCommerce.Node.Commands;

/// <summary>What a simulation wrote into a file, as lines for people or as JSON.</summary>
internal static class SimulatedOutput
{
    /// <summary>What was asked for is told, and of that what there was.</summary>
    public static IEnumerable<string> Lines(SimulatedTotals totals, SimulationRun run, TimeSpan elapsed)
    {
        yield return $"{Show.Count(totals.Events)} events, {Show.Count(totals.Orders)} orders, revenue {Show.Money(totals.Cents / 100m)}, {Show.Span(elapsed)} ({Show.Rate(totals.Events / elapsed.TotalSeconds)} events/s)";
        if (run.ReturnsInMillion > 0)
            yield return $"refunds {Show.Count(totals.Refunds)}, {Show.Money(totals.RefundedCents / 100m)} paid back ({run.ReturnsText} of the units come back, days later)";
        if (run.Imperfections.Length > 0) yield return $"on purpose: {OnPurpose(totals)} ({run.Imperfections})";
    }

    public static void Write(Utf8JsonWriter json, SimulatedTotals totals, TimeSpan elapsed)
    {
        json.WriteStartObject("written");
        json.WriteNumber("events", totals.Events);
        json.WriteNumber("orders", totals.Orders);
        json.WriteNumber("revenue", totals.Cents / 100m);
        json.WriteNumber("refunds", totals.Refunds);
        json.WriteNumber("refunded", totals.RefundedCents / 100m);
        json.WriteNumber("seconds", Math.Round((decimal)elapsed.TotalSeconds, 3));
        json.WriteStartObject("injected");
        json.WriteNumber("late", totals.Late);
        json.WriteNumber("copies", totals.Copies);
        json.WriteNumber("lost", totals.Lost);
        json.WriteNumber("reordered", totals.Reordered);
        json.WriteNumber("held", totals.Held);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string OnPurpose(SimulatedTotals totals)
    {
        (long Count, string What)[] all =
        [
            (totals.Late, "late"), (totals.Copies, "copies"), (totals.Lost, "never written"), (totals.Reordered, "moved among others"), (totals.Held, "held by an outage"),
        ];
        var found = all.Where(one => one.Count > 0).Select(one => $"{Show.Count(one.Count)} {one.What}").ToList();
        return found.Count > 0 ? string.Join(", ", found) : "nothing befell an event";
    }
}
