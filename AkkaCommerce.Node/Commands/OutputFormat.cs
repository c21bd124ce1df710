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
        var option = new Option<string>("--format") { HelpName = $"{Json}|{CloudEvents}|{Csv}", Description = "The events' own JSON, one a line; CloudEvents 1.0, one a line; or a table [json]" };
        option.CompletionSources.Add(Json, CloudEvents, Csv);
        return option;
    }

    /// <returns>Null: the events' own JSON.</returns>
    public static IEventFormat? Read(string? name) => name switch
    {
        null or Json => null,
        CloudEvents => new CloudEventsFormat(),
        Csv => new CsvFormat(),
        _ => throw new ConfigurationException($"--format: '{name}' is none of {Json}, {CloudEvents}, {Csv}{Suggestion.For(name, [Json, CloudEvents, Csv])}"),
    };
}
