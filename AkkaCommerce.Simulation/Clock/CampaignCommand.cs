using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Simulation.Clock;

/// <summary>A campaign that somebody asked for and that is not dated yet: when it is taken up, it begins after the clock's mark.</summary>
/// <param name="Id">The id of the command's row.</param>
public sealed record CampaignCommand(long Id, CampaignKind Kind, TimeSpan Length, string? Category = null, double Lift = 1);
