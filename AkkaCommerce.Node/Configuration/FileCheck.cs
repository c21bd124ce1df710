using System.Collections;
using AkkaCommerce.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Configuration;

/// <summary>Whether a file of settings is one that the program can run with: all that can be said without asking any server.</summary>
public static class FileCheck
{
    /// <param name="name">The file as a person would name it.</param>
    /// <param name="environment">What the file may refer to; nothing of it sets an option here.</param>
    /// <param name="time">What relative times are relative to; null: the system's.</param>
    /// <returns>How many options it sets; what is wrong, and what has to be said elsewhere for it to be of use, a line each.</returns>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public static (int Options, IReadOnlyList<string> Problems, IReadOnlyList<string> Needs) Run(string path, string name, IDictionary environment, TimeProvider? time = null)
    {
        var (settings, found) = Settings.OfFile(path, name, environment);
        if (settings is null) return (0, [.. found, $"{name}: what else is wrong can be said when its brackets are right"], []);
        var problems = new List<string>(found);
        var given = settings.InForce().Where(option => option.Source.Kind == SettingSourceKind.File).ToList();
        foreach (var read in Readings(settings)) Try(read);
        foreach (var option in given.Where(option => StandsAlone(option.Path))) Try(() => RunOptions.Read(settings.Alone(option.Path), untilIdle: false, skipGap: false));
        Try(() => Startable(RunOptions.Read(settings, untilIdle: false, skipGap: false), time ?? TimeProvider.System));
        Try(() => GivenAkka.LogLevelOf(settings, LogLevel.None));
        return (given.Count, [.. problems.Distinct()], problems.Count > 0 ? [] : [.. Needs(settings)]);

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

    private static IEnumerable<Action> Readings(Settings settings) =>
        [.. ProgramOptions.Readings(settings), .. KafkaOptions.Readings(settings), () => SqlOptions.Read(settings), .. ClusterOptions.Readings(settings), .. AnalyticsOptions.Readings(settings)];

    /// <summary>Whether its value can be judged with nothing else set.</summary>
    private static bool StandsAlone(string path) => path == "roles" || path.Split('.')[0] is "simulation" or "retention" or "console";

    /// <summary>Servers may be named by the environment or the command line, where passwords are kept from a file.</summary>
    private static IEnumerable<string> Needs(Settings settings)
    {
        var isInKafka = ProgramOptions.LogOf(settings) == LogStore.Kafka;
        if (isInKafka && settings.Text(KafkaOptions.BootstrapPath).Length == 0)
            yield return $"{settings.Name("log")}: 'kafka' needs {KafkaOptions.BootstrapPath} too, from the environment or by --bootstrap";
        if (settings.List(ClusterOptions.Seeds).Count == 0) yield break;
        string[] missing = [.. isInKafka ? (string[])[] : ["--log kafka"], .. settings.Text("sql").Length > 0 ? (string[])[] : ["--sql"]];
        if (missing.Length > 0) yield return $"{settings.Name(ClusterOptions.Seeds)}: needs {string.Join(" and ", missing)} too, or the same from the environment: {ClusterOptions.Servers}";
    }
}
