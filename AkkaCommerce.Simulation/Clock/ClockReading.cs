using Akka.Actor;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>What the tables say to the clock.</summary>
/// <param name="Until">Nothing is emitted at or after it; null: for ever.</param>
/// <param name="Retires">Whether the simulation retires, or has.</param>
/// <param name="Commands">Campaigns asked for, those taken up already included or not.</param>
/// <param name="SlowestAnalyst">Up to where every living analyst has closed; null where no analysis lives beside.</param>
public sealed record ClockReading(Timestamp? Until, bool Retires, IReadOnlyList<CampaignCommand> Commands, Timestamp? SlowestAnalyst)
    : INoSerializationVerificationNeeded;
