using System.Globalization;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Simulation.Shoppers;

namespace AkkaCommerce.Node.Hosting;

/// <summary>How much of a shopper's time its visits would take: one who is in the shop all the time is none, and its visits would cut each other short.</summary>
internal static class VisitLoad
{
    /// <summary>Of the busiest hour, the most that visits may fill.</summary>
    private const double Most = 0.5;

    /// <exception cref="ConfigurationException">So many visits would fill more than half of the busiest hour.</exception>
    public static void Check(double visitsPerDay)
    {
        if (Of(visitsPerDay) <= Most) return;
        var minutes = (int)Math.Ceiling(60 * Of(visitsPerDay));
        var greatest = Math.Floor(visitsPerDay * Most / Of(visitsPerDay) * 10) / 10;
        throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture,
            $"visits-per-day: {visitsPerDay} visits of {Shop.MeanVisit.TotalMinutes:0} minutes in the mean would fill {minutes} of the 60 minutes of the busiest hour, more than half of it: at most {greatest} do"));
    }

    private static double Of(double visitsPerDay) => visitsPerDay * Shop.PeakHourShare * Shop.MeanVisit.TotalHours;
}
