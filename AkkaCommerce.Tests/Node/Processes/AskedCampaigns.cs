using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Simulation.Shards;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>Campaigns as the program tells them, and the events that the core makes of them without actors and log.</summary>
internal static class AskedCampaigns
{
    /// <param name="told">What <c>campaigns --json</c> says; all of them taken up.</param>
    public static Campaign[] Of(ProgramResult told)
    {
        told.ShouldSucceed();
        return [.. JsonDocument.Parse(told.Output).RootElement.EnumerateArray().Select(campaign => new Campaign
        {
            Id = campaign.GetProperty("id").GetInt64(),
            Kind = campaign.GetProperty("kind").GetString() == "lift" ? CampaignKind.Lift : CampaignKind.CloseShop,
            After = Timestamp.From(campaign.GetProperty("after").GetDateTimeOffset()),
            Length = TimeSpan.FromSeconds(campaign.GetProperty("seconds").GetInt64()),
            Category = campaign.GetProperty("category").GetString(),
            Lift = campaign.GetProperty("lift").ValueKind == JsonValueKind.Number ? campaign.GetProperty("lift").GetDouble() : 1,
        })];
    }

    /// <returns>In order of their text.</returns>
    public static async Task<string[]> EventsAsync(SimulationRun run, TimeSpan length, params Campaign[] campaigns)
    {
        var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes);
        await new SimulatedShop(new Shop(run), new CampaignList(0, campaigns)).WriteAsync(pipe, run.From + length, default);
        await pipe.CompleteAsync();
        return [.. Encoding.UTF8.GetString(bytes.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
