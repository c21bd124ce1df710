namespace AkkaCommerce.Node.Configuration;

/// <summary>How long events are kept, a topic.</summary>
public sealed record RetentionOptions(TimeSpan Age, long Bytes)
{
    /// <exception cref="ConfigurationException">A value that does not fit.</exception>
    public static RetentionOptions Read(Settings settings) => new(
        settings.Duration("retention.age", TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650)),
        settings.Size("retention.bytes", 1_000_000, 1_000_000_000_000_000));
}
