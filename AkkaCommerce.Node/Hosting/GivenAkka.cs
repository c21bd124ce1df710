using Akka.Hosting;
using AkkaCommerce.Node.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Akka's own settings as the user has them, before those of the reference and those that parts of the program set.</summary>
internal static class GivenAkka
{
    private const string LogLevelPath = "akka.loglevel";

    /// <summary>To be added last.</summary>
    /// <param name="least">The least severe level that the program logs.</param>
    public static AkkaConfigurationBuilder AddGiven(this AkkaConfigurationBuilder akka, Settings settings, LogLevel least)
    {
        if (settings.GivenAkka is not { } given) return akka;
        akka.AddHocon(given, HoconAddMode.Prepend);
        return settings.IsGivenHere("log-level") ? akka.AddHocon($"{LogLevelPath} = {AkkaLogs.LevelOf(least)}", HoconAddMode.Prepend) : akka;
    }

    /// <summary>The least severe level of Akka's own entries: the file's, where nothing goes before it, else the program's.</summary>
    /// <exception cref="ConfigurationException">The file's is none.</exception>
    public static LogLevel LogLevelOf(Settings settings, LogLevel least)
    {
        if (settings.IsGivenHere("log-level") || settings.GivenAkka is not { } given || !given.HasPath(LogLevelPath)) return least;
        return given.GetString(LogLevelPath).ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "OFF" => LogLevel.None,
            var other => throw new ConfigurationException($"{settings.InFile(LogLevelPath)}: '{other}' is not one of DEBUG, INFO, WARNING, ERROR, OFF"),
        };
    }

    /// <summary>Starts a host, whose Akka reads its settings now.</summary>
    /// <exception cref="ConfigurationException">Akka cannot start with those of the user's file.</exception>
    public static async Task StartAsync(IHost host, Settings settings, CancellationToken cancel)
    {
        try
        {
            await host.StartAsync(cancel);
        }
        catch (Exception exception) when (settings.GivenAkka is not null && !cancel.IsCancellationRequested)
        {
            throw new ConfigurationException($"{settings.FileName}: Akka cannot start with its settings: {exception.GetBaseException().Message}");
        }
    }
}
