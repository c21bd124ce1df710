using System.CommandLine;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Node.Commands;

/// <summary>The option <c>--format</c> of those that write events.</summary>
internal static class OutputFormat
{
    private const string Json = "json", CloudEvents = "cloudevents", Csv = "csv";

    public static Option<string> Option()
    {
        var option = new Option<string>("--format") { HelpName = $"{Json}|{CloudEvents}|{Csv}", Description = "The events' own JSON, one a line; CloudEvents 1.0, one a line; or a table [json; csv into a file named so]" };
        option.CompletionSources.Add(Json, CloudEvents, Csv);
        return option;
    }

    /// <param name="name">As it is asked for; null: the file's name tells.</param>
    /// <param name="path">Where the events go; null: to standard output.</param>
    /// <returns>Null: the events' own JSON.</returns>
    public static IEventFormat? Read(string? name, string? path) => name switch
    {
        null => path is not null && OutputFile.EndingOf(path) == ".csv" ? new CsvFormat() : null,
        Json => null,
        CloudEvents => new CloudEventsFormat(),
        Csv => new CsvFormat(),
        _ => throw new ConfigurationException($"--format: '{name}' is none of {Json}, {CloudEvents}, {Csv}{Suggestion.For(name, [Json, CloudEvents, Csv])}"),
    };
}
