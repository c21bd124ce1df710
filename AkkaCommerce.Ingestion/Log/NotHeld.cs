namespace AkkaCommerce.Ingestion.Log;

/// <summary>Where a reader may stand. Progress is compacted: what is missing there was superseded, and is stepped over.</summary>
internal static class NotHeld
{
    /// <exception cref="RecordsNotHeldException">The position lies before the first record held, or beyond the end.</exception>
    public static void Check(Topic topic, int shard, long position, long start, long next)
    {
        if (position < start && topic != Topic.Progress) throw Gone(topic, shard, position, start);
        if (position > next)
            throw new RecordsNotHeldException($"{topic.Name()}, shard {shard}: offset {position} was asked for, but the log ends at {next}: it is another log, or lost records");
    }

    public static RecordsNotHeldException Gone(Topic topic, int shard, long position, long start) =>
        new($"{topic.Name()}, shard {shard}: offset {position} is no longer held, the first one is {start}");
}
