using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Sqlite;

namespace AkkaCommerce.Tests.Ingestion.Sqlite;

public sealed class SqliteLogOptionsTests
{
    [Fact]
    public void What_does_not_fit_is_named_with_its_rule()
    {
        Options.Validate();
        (Options with { Retention = null, Shards = 1024 }).Validate();

        Message(Options with { Path = " " }).ShouldBe("Path is  : it must be the path of a file");
        Message(Options with { Shards = 0 }).ShouldBe("Shards is 0: it must be 1 to 1024");
        Message(Options with { BlobBytes = 1 }).ShouldBe("BlobBytes is 1: it must be 4 KiB to 1 MiB");
        Message(Options with { CommitBytes = 1 }).ShouldBe("CommitBytes is 1: it must be 64 KiB to 64 MiB");
        Message(Options with { ReaderThreads = 33 }).ShouldBe("ReaderThreads is 33: it must be 1 to 32");
        Message(Options with { NoticeInterval = TimeSpan.Zero }).ShouldBe("NoticeInterval is 00:00:00: it must be 1 ms to 1 s");
        Message(Options with { BusyLimit = TimeSpan.FromHours(1) }).ShouldBe("BusyLimit is 01:00:00: it must be 100 ms to 10 minutes");
        Message(Options with { CheckpointBytes = 1 }).ShouldBe("CheckpointBytes is 1: it must be 1 MiB to 1 GiB");
        Message(Options with { CheckpointBytes = 1 << 20, MostWalBytes = (2 << 20) - 1 }).ShouldStartWith("MostWalBytes is 2097151: it must be twice CheckpointBytes");
        Message(Options with { Retention = new() { Age = TimeSpan.FromSeconds(59) } }).ShouldBe("Age is 00:00:59: it must be at least 1 minute");
        Message(Options with { Retention = new() { BytesPerTopic = 999_999 } }).ShouldBe("BytesPerTopic is 999999: it must be at least 1,000,000 bytes");

        static string Message(SqliteLogOptions options) => Should.Throw<ArgumentException>(options.Validate).Message;
    }

    private static SqliteLogOptions Options => new() { Path = "log.db", Retention = new Retention() };
}
