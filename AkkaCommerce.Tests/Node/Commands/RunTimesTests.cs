using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

/// <summary>Times that are not on the shop's grid, or outside of its days.</summary>
public sealed class RunTimesTests
{
    private const string Noon = "2025-09-07T12:00:00Z";

    [Theory]
    [InlineData($"--from {Noon} --until +1m", "")]
    [InlineData($"--from 2025-09-07T12:00:03Z --until 2025-09-07T12:01:00Z", "")]
    [InlineData($"--from {Noon} --until 2025-09-07T12:01:03Z", "akkacommerce: until: 2025-09-07T12:01:03Z is 2025-09-07T12:01:10Z, where a pane ends\n")]
    [InlineData($"--from {Noon} --until +1500ms", "akkacommerce: until: +1500ms is 2025-09-07T12:00:10Z, where a pane ends\n")]
    [InlineData($"--from {Noon} --until 2025-09-07T12:00:00.0001Z", "akkacommerce: until: 2025-09-07T12:00:00.0001Z is 2025-09-07T12:00:10Z, where a pane ends\n")]
    [InlineData($"--from {Noon} --until 2025-09-07T12:00:09.9999Z", "akkacommerce: until: 2025-09-07T12:00:09.9999Z is 2025-09-07T12:00:10Z, where a pane ends\n")]
    [InlineData("--from 2025-09-07T12:00:00.0004Z --until +10s", "akkacommerce: from: 2025-09-07T12:00:00.0004Z is 2025-09-07T12:00:00Z, in whole milliseconds\n")]
    public async Task Simulate_says_what_it_made_of_a_time(string times, string said)
    {
        var told = await Program.RunAsync(["simulate", .. times.Split(' '), "--shoppers", "10"]);

        (told.Code, told.Error).ShouldBe((0, said));
    }

    [Fact]
    public async Task A_beginning_relative_to_now_is_where_a_pane_begins()
    {
        var told = await Program.RunAsync(["simulate", "--from", "-1m", "--until", "+10s", "--shoppers", "10"]);

        told.Error.ShouldMatch(@"^(akkacommerce: from: -1m is \d{4}-\d\d-\d\dT\d\d:\d\d:\d0Z, where a pane begins\n)?$");
    }

    [Theory]
    [InlineData("--from 1969-12-31T23:59:59Z --until +1h", "from: 1969-12-31T23:59:59Z is outside of the shop's days, 1970-01-01T00:00:00Z to 2149-06-07T00:00:00Z")]
    [InlineData("--from 1970-01-01T00:00:00Z --until +1h --zone -02:00", "from: 1970-01-01T00:00:00Z is outside of the shop's days, 1970-01-01T02:00:00Z to 2149-06-07T02:00:00Z")]
    [InlineData("--from 0001-01-01T00:00:00Z --until +1h", "from: 0001-01-01T00:00:00Z is outside of the shop's days, 1970-01-01T00:00:00Z to 2149-06-07T00:00:00Z")]
    [InlineData("--from -1000000d --until +1h", "from: -1000000d is outside of the shop's days, 1970-01-01T00:00:00Z to 2149-06-07T00:00:00Z")]
    [InlineData("--from 9999-12-31T23:59:59Z --until +1h", "from: 9999-12-31T23:59:59Z is outside of the shop's days, 1970-01-01T00:00:00Z to 2149-06-07T00:00:00Z")]
    [InlineData("--from 2149-06-06T23:00:00Z --until +61m", "until: +61m is outside of the shop's days, 1970-01-01T00:00:00Z to 2149-06-07T00:00:00Z")]
    [InlineData("--from 2025-09-07T00:00:00Z --until +5000000d", "until: +5000000d is outside of the shop's days, 1970-01-01T00:00:00Z to 2149-06-07T00:00:00Z")]
    public async Task Outside_of_the_shop_s_days_nothing_is_simulated_or_run(string times, string said)
    {
        using var folder = new TemporaryFolder();
        var refused = new Told(2, "", $"akkacommerce: {said}\n");

        (await Program.RunAsync(["simulate", .. times.Split(' ')])).ShouldBe(refused);
        (await Program.RunAsync(["run", .. times.Split(' '), "--data", folder.File("data")])).ShouldBe(refused);
        Directory.Exists(folder.File("data")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--from 1970-01-01T00:00:00Z --until +1h --zone +02:00")]
    [InlineData("--from 1970-01-01T02:00:00Z --until +1h --zone -02:00")]
    [InlineData("--from 2149-06-06T23:00:00Z --until +1h")]
    public async Task The_shop_has_visitors_from_its_first_day_to_its_last(string times)
    {
        var told = await Program.RunAsync(["simulate", .. times.Split(' '), "--shoppers", "2000"]);

        told.Code.ShouldBe(0, told.Error);
        told.Lines.Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task A_time_that_no_calendar_has_is_asked_for_in_vain_and_no_fault()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.FinalsAsync(1);

        var told = await shop.RunAsync("snapshot", "--at", "-1000000d");

        (told.Code, told.Output).ShouldBe((1, ""));
        told.Error.ShouldStartWith("akkacommerce: no final window ends at -");
    }
}
