using System.Collections;
using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Configuration;

/// <summary>Whether a file of settings is one that the program can run with.</summary>
public static class FileCheck
{
    /// <param name="name">The file as a person would name it.</param>
    /// <param name="environment">What the file may refer to; nothing of it sets an option here.</param>
    /// <param name="time">What relative times are relative to; null: the system's.</param>
    /// <returns>How many options it sets, and what is wrong, a line each.</returns>
    /// <exception cref="ConfigurationException">It cannot be read, or is not HOCON: file, line and why.</exception>
    public static (int Options, IReadOnlyList<string> Problems) Run(string path, string name, IDictionary environment, TimeProvider? time = null)
    {
        var (settings, unknown) = Settings.OfFile(path, name, environment);
        var problems = new List<string>(unknown);
        var given = settings.InForce().Where(option => option.Source.Kind == SettingSourceKind.File).ToList();
        foreach (var option in given.Where(option => StandsAlone(option.Path))) Try(() => RunOptions.Read(settings.Alone(option.Path), untilIdle: false, skipGap: false));
        Try(() => Startable(RunOptions.Read(settings, untilIdle: false, skipGap: false), time ?? TimeProvider.System));
        Try(() => ProgramOptions.Read(settings));
        Try(() => GivenAkka.LogLevelOf(settings, LogLevel.None));
        return (given.Count, [.. problems.Distinct()]);

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (ConfigurationException exception)
            {
                problems.Add(exception.Message);
            }
        }
    }

    /// <summary>What a first start would refuse of values that are each in their range.</summary>
    private static void Startable(RunOptions run, TimeProvider time) => RunRecords.Simulation(run.Simulation, run.Analytics.Pane, kept: null, time.GetUtcNow(), _ => { });

    /// <summary>Whether its value can be judged without that of another.</summary>
    private static bool StandsAlone(string path) => path == "roles" || path.Split('.')[0] is "simulation" or "retention" or "console";
}
