namespace AkkaCommerce.Ingestion.Log;

internal static class Fenced
{
    public static WriterFencedException By(string source, int shard) =>
        new($"a newer writer of {source} for shard {shard} has been opened: this one commits nothing any more");
}
