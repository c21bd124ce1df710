using System.CommandLine;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Ingestion.Sql;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Reporting;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>The settings: those in force and where they come from, those that a shop was begun with, the reference, and whether a file is right.</summary>
internal sealed class ConfigCommand : ProgramCommand
{
    private readonly Option<bool> _json = JsonOutput.Option();
    private readonly Option<bool> _kept = new("--kept") { Description = "What the shop was begun with, which goes before all settings" };
    private readonly Option<bool> _reference = new("--reference") { Description = "Prints the commented reference of all options, as HOCON" };
    private readonly Option<string> _check = new("--check") { HelpName = "FILE", Description = "Says what is wrong in a file of settings: exit code 0, or 2" };

    public ConfigCommand()
        : base(
            "config",
            "Shows every option in force, its value and where it was set: command line, environment, file and line, or default. Secrets are hidden.",
            ("config", "a table"),
            ("config --json", "one JSON object"),
            ("config --shoppers 500", "with what a command line would set"),
            ("config --kept --data ./small", "what the shop of a data folder was begun with"),
            ("config --reference > hocon/akkacommerce.conf", "every option with its default, to begin with"),
            ("config --check hocon/akkacommerce.conf", "whether the program can run with it"))
    {
        foreach (var option in RunCommand.SettingOptions()) Options.Add(option);
        Options.Add(_json);
        Options.Add(_kept);
        Options.Add(_reference);
        Options.Add(_check);
    }

    public override bool IsPrinted(ParseResult parsed) => parsed.GetValue(_reference) || parsed.GetValue(_check) is not null;

    public override void Print(ParseResult parsed, Output output)
    {
        string[] asked = [.. Asked(parsed)];
        if (asked.Length > 1) throw new ConfigurationException($"{string.Join(" and ", asked)} exclude each other");
        if (parsed.GetValue(_check) is { } file) Check(file, output);
        else output.Text.Write(Hocon.ReferenceText());
    }

    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancel)
    {
        if (invocation.Value(_kept)) return await KeptAsync(invocation, cancel);
        RunOptions.Read(invocation.Settings, untilIdle: false, skipGap: false);
        var options = invocation.Settings.InForce().ToList();
        if (invocation.Value(_json)) Write(invocation.Output, options);
        else Write(invocation.Output.Tables, options);
        if (invocation.Program is { Sql: null, Log: not LogStore.Memory } program && File.Exists(DataFolder.At(program.Data).Database))
            invocation.Note("what the shop was begun with goes before these: 'akkacommerce config --kept' shows it");
        return CommandLine.Succeeded;
    }

    /// <summary>The options that ask for something else than the settings in force.</summary>
    private IEnumerable<string> Asked(ParseResult parsed)
    {
        if (parsed.GetValue(_kept)) yield return _kept.Name;
        if (parsed.GetValue(_reference)) yield return _reference.Name;
        if (parsed.GetValue(_check) is not null) yield return _check.Name;
    }

    private async Task<int> KeptAsync(Invocation invocation, CancellationToken cancel)
    {
        var stores = await OpenShop.OpenStoresAsync(invocation, SqliteAccess.Read, cancel);
        var simulation = await stores.Runs.FindSimulationAsync(cancel);
        if (invocation.Value(_json)) KeptRecords.Write(invocation.Output, stores.LogRun, simulation);
        else KeptRecords.Write(invocation.Output.Tables, stores.LogRun, simulation);
        return CommandLine.Succeeded;
    }

    /// <exception cref="ConfigurationException">What is wrong: a line each.</exception>
    private static void Check(string file, Output output)
    {
        var (options, problems, needs) = FileCheck.Run(Path.GetFullPath(file), file, Environment.GetEnvironmentVariables());
        if (problems.Count > 0) throw new ConfigurationException(problems);
        output.Text.WriteLine($"{file} is right: it sets {Show.Count(options)} {(options == 1 ? "option" : "options")}");
        foreach (var need in needs) output.Text.WriteLine(need);
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<SettingInForce> options)
    {
        var table = SnapshotTables.Table("option", ["value", "from"], []);
        foreach (var option in options) table.AddRow(Markup.Escape(option.Path), Markup.Escape(option.Shown), Markup.Escape(option.Source.ToString()));
        console.Write(table);
    }

    private static void Write(Output output, IReadOnlyList<SettingInForce> options) => output.WriteObject(json => json.WriteArray("options", options, option =>
    {
        json.WriteStartObject();
        json.WriteString("option", option.Path);
        json.WriteString("value", option.Shown);
        json.WriteBoolean("hidden", option.IsHidden);
        json.WriteString("source", option.Source.Kind switch
        {
            SettingSourceKind.CommandLine => "command_line",
            SettingSourceKind.Environment => "environment",
            SettingSourceKind.File => "file",
            _ => "default",
        });
        json.WriteString("name", option.Source.Name);
        if (option.Source.Line is { } line) json.WriteNumber("line", line);
        else json.WriteNull("line");
        json.WriteEndObject();
    }));
}
