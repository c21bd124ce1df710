using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AkkaCommerce.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

/// <summary>Listens to the meter: of each instrument and its tags the sum of what was counted, or the newest of what was measured.</summary>
internal sealed class HeardMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _values = new();

    public HeardMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != KafkaMetrics.Name) return;
            Instruments.Add((instrument.Name, instrument.Unit, instrument.Description));
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.AddOrUpdate(Name(instrument, tags), value, (_, sum) => sum + value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _values[Name(instrument, tags)] = value);
        _listener.Start();
    }

    public ConcurrentBag<(string Name, string? Unit, string? Description)> Instruments { get; } = [];

    /// <summary>By a name such as <c>kafka.producer.transactions client=writer shard=0 outcome=committed</c>.</summary>
    public double? this[string name] => _values.TryGetValue(name, out var value) ? value : null;

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Has the gauges measured now.</summary>
    public void Look() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var tag in tags) name += FormattableString.Invariant($" {tag.Key}={tag.Value}");
        return name;
    }
}
