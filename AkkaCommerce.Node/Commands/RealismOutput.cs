using System.Globalization;
using System.Text.Json;
using AkkaCommerce.Node.Realism;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>A shop's figures beside real shops', as a table for people or as JSON.</summary>
internal static class RealismOutput
{
    public static void Write(IAnsiConsole console, IReadOnlyList<RealismFigure> figures)
    {
        var table = SnapshotTables.Table("figure", ["measured"]).AddColumn("real shops").AddColumn("source").AddColumn("");
        foreach (var figure in figures)
            table.AddRow(Markup.Escape(figure.Name), Number(figure.Measured), Markup.Escape(figure.Target), Markup.Escape(figure.Source), figure.Fits switch { true => "fits", false => "off", null => "" });
        console.Write(table);
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<RealismFigure> figures) => json.WriteArray("figures", figures, figure =>
    {
        json.WriteStartObject();
        json.WriteString("figure", figure.Name);
        json.WriteNumber("measured", Math.Round((decimal)figure.Measured, 4));
        json.WriteString("target", figure.Target);
        json.WriteString("source", figure.Source);
        if (figure.Fits is { } fits) json.WriteBoolean("fits", fits);
        else json.WriteNull("fits");
        json.WriteEndObject();
    });

    internal static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 1000 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
