using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AkkaCommerce.Tests.Ingestion.Formats;
using AkkaCommerce.Tests.Ingestion.Runs;
using ZstdSharp;

namespace AkkaCommerce.Tests.Node.Commands;

/// <summary>Formats and compressed files of <c>simulate</c> and <c>export</c>.</summary>
public sealed class OutputFormatTests : IDisposable
{
    private static readonly string[] Simulate = ["simulate", "--shoppers", "100", "--from", "2025-09-07T18:00:00Z", "--until", "+1h"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_events_are_the_same_in_every_format()
    {
        var ids = (await Program.RunAsync(Simulate)).Lines.Select(line => Id(JsonDocument.Parse(line))).ToList();

        ids.Count.ShouldBeGreaterThan(20);
        (await Program.RunAsync([.. Simulate, "--format", "json"])).Lines.Select(line => Id(JsonDocument.Parse(line))).ShouldBe(ids);
        (await Program.RunAsync([.. Simulate, "--format", "cloudevents"])).Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).ShouldBe(ids);
        var rows = CsvText.Rows((await Program.RunAsync([.. Simulate, "--format", "csv"])).Output);
        rows[0][0].ShouldBe("event_id");
        rows.Skip(1).Select(row => row[0]).ShouldBe(ids);
    }

    [Fact]
    public async Task A_file_named_as_a_table_is_one_unless_something_else_is_asked_for()
    {
        var table = (await Program.RunAsync([.. Simulate, "--format", "csv"])).Output;
        (await Program.RunAsync([.. Simulate, "--out", _folder.File("named.csv")])).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder.File("named.csv"))).ShouldBe(table);
        (await Program.RunAsync([.. Simulate, "--format", "json", "--out", _folder.File("named.csv")])).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder.File("named.csv"))).ShouldStartWith("{");
        AkkaCommerce.Node.Commands.OutputFile.EndingOf("a.b/day.csv.zst").ShouldBe(".csv");
        AkkaCommerce.Node.Commands.OutputFile.EndingOf("csv.gz").ShouldBe("");
    }

    [Theory]
    [InlineData("events.ndjson")]
    [InlineData("events.ndjson.gz")]
    [InlineData("events.ndjson.zst")]
    [InlineData("EVENTS.GZ")]
    public async Task A_file_is_compressed_as_its_name_ends(string name)
    {
        var expected = (await Program.RunAsync(Simulate)).Output;

        (await Program.RunAsync([.. Simulate, "--quiet", "--out", _folder.File(name)])).ShouldBe(new Told(0, "", ""));

        Read(_folder.File(name)).ShouldBe(expected);
        if (name != "events.ndjson") new FileInfo(_folder.File(name)).Length.ShouldBeLessThan(expected.Length / 2);
    }

    [Fact]
    public async Task A_compression_that_is_not_here_is_bad_usage_and_makes_no_file()
    {
        var told = await Program.RunAsync([.. Simulate, "--out", _folder.File("events.bz2")]);

        told.ShouldBe(new Told(2, "", $"akkacommerce: --out: '{_folder.File("events.bz2")}' would be compressed as .bz2, and files are as .gz or .zst only: name it so, or without that ending\n"));
        File.Exists(_folder.File("events.bz2")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--format", "cvs", "--format: 'cvs' is none of json, cloudevents, csv; did you mean 'csv'?")]
    [InlineData("--rate", "0", "--rate: '0' is not a number from 0.001 to 100,000,000: events a second (such as 500)")]
    [InlineData("--rate", "NaN", "--rate: 'NaN' is not a number from 0.001 to 100,000,000: events a second (such as 500)")]
    [InlineData("--rate", "fast", "--rate: 'fast' is not a number from 0.001 to 100,000,000: events a second (such as 500)")]
    [InlineData("--out", "", "--out: names no file; without --out the events go to standard output")]
    [InlineData("--out", "/", "--out: '/' is a folder: name a file in it, such as /events.ndjson")]
    [InlineData("--out", "/no/where.ndjson", "--out: '/no/where.ndjson' cannot be made, for there is no folder /no: make that first, or name another")]
    public async Task A_format_a_rate_or_a_file_that_is_none_is_bad_usage(string option, string value, string says) =>
        (await Program.RunAsync([.. Simulate, option, value])).ShouldBe(new Told(2, "", $"akkacommerce: {says}\n"));

    [UnwritableFact]
    public async Task A_file_that_may_not_be_made_is_named_with_the_reason()
    {
        var file = _folder.File("events.ndjson");
        using var unwritable = new UnwritableFolder(_folder.Path);

        var told = await Program.RunAsync([.. Simulate, "--out", file]);

        (told.Code, told.Output).ShouldBe((1, ""));
        told.Error.ShouldMatch(@"^akkacommerce: --out: '\S+' cannot be written to \([^\n]+\): mend its permissions, or name another file\n$");
    }

    [Fact]
    public async Task Events_come_at_the_rate_that_was_asked_for()
    {
        var count = (await Program.RunAsync(Simulate)).Lines.Length;
        var began = TimeProvider.System.GetTimestamp();

        var told = await Program.RunAsync([.. Simulate, "--rate", $"{4 * count}"]);

        told.Lines.Length.ShouldBe(count);
        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(200));
    }

    [Theory]
    [InlineData("events.ndjson")]
    [InlineData("events.ndjson.gz")]
    [InlineData("events.ndjson.zst")]
    public async Task What_was_written_until_it_was_broken_off_can_be_read_and_ends_with_a_whole_line(string name)
    {
        var path = _folder.File(name);

        (await Program.StoppedAsync([.. Simulate, "--rate", "1", "--out", path])).ShouldBe(new Told(0, "", ""));

        var text = Read(path);
        text.ShouldEndWith("}\n");
        (await Program.RunAsync(Simulate)).Output.ShouldStartWith(text);
    }

    [Fact]
    public async Task An_export_takes_the_same_formats_and_files()
    {
        await using var shop = await ShopFolder.CreateAsync();
        var events = await shop.RunAsync("export", "purchases");

        var rows = CsvText.Rows((await shop.RunAsync("export", "purchases", "--format", "csv")).Output);
        var told = await shop.RunAsync("export", "--format", "cloudevents", "--out", _folder.File("events.gz"));

        rows.Skip(1).Select(row => row[0]).ShouldBe(events.Lines.Select(line => Id(JsonDocument.Parse(line))));
        told.ShouldBe(new Told(0, "", ""));
        Read(_folder.File("events.gz")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(shop.Shop.Events.Count);
        (await shop.RunAsync("export", "ecommerce-truth", "--format", "csv")).Error.ShouldBe("akkacommerce: --format: only the four topics of events can be written in another format than json\n");
    }

    private static string? Id(JsonDocument line) => line.RootElement.GetProperty("event_id").GetString();

    private static string Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".gz" => new GZipStream(file, CompressionMode.Decompress),
            ".zst" => new DecompressionStream(file),
            _ => file,
        };
        return new StreamReader(plain, Encoding.UTF8).ReadToEnd();
    }
}
