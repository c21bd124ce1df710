using System.Globalization;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Runs;

/// <summary>Collects by name what a start asks for and a run record says otherwise.</summary>
internal sealed class RunDifferences
{
    private readonly List<string> _found = [];

    public RunDifferences Of<T>(string name, T kept, T asked)
    {
        if (!EqualityComparer<T>.Default.Equals(kept, asked)) _found.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {Text(kept)} kept, {Text(asked)} asked"));
        return this;
    }

    /// <summary>What is asked may be later, or nothing.</summary>
    public RunDifferences OfUntil(Timestamp? kept, Timestamp? asked)
    {
        if (asked is { } moment && (kept is not { } before || moment < before)) _found.Add($"until: {(kept is null ? "none" : kept.ToString())} kept, {moment} asked (it only grows)");
        return this;
    }

    /// <exception cref="StoreRefusedException">Something differs.</exception>
    public void Refuse(string whose)
    {
        if (_found.Count > 0) throw new StoreRefusedException($"{whose} was begun otherwise: {string.Join("; ", _found)}");
    }

    private static string Text<T>(T value) => value switch
    {
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        "" => "none",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
