using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>What a tick of the clock leads to.</summary>
/// <param name="Entry">To be persisted now; the clock is not asked again before it is confirmed.</param>
/// <param name="Horizon">To be told to every writer, with the list; null: nothing is told.</param>
public readonly record struct ClockTurn(ClockState? Entry, Timestamp? Horizon, CampaignList Campaigns);
