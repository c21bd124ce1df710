using AkkaCommerce.Analytics.Windows;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class SnapshotCommandTests
{
    [Fact]
    public async Task Before_the_first_window_one_line_says_so()
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await shop.RunAsync("snapshot")).ShouldBe(new Told(1, "", "akkacommerce: there is no window yet: 'akkacommerce topics' says how far the analysis is, and what holds it back\n"));
        (await shop.RunAsync("snapshot", "--all", "--json")).ShouldBe(new Told(1, "", "akkacommerce: there is no final window yet: 'akkacommerce topics' says how far the analysis is, and what holds it back\n"));
    }

    [Fact]
    public async Task Json_is_the_window_byte_for_byte()
    {
        await using var shop = await ShopFolder.CreateAsync();
        var finals = await shop.FinalsAsync(4);
        var live = finals[^1] with { Start = finals[^1].Start + TimeSpan.FromSeconds(10), End = finals[^1].End + TimeSpan.FromSeconds(10), Final = false };
        await shop.LiveAsync(live);

        (await shop.RunAsync("snapshot", "--json")).ShouldBe(new Told(0, SnapshotJson.Write(live) + "\n", ""));
        (await shop.RunAsync("snapshot", "--final", "--json")).ShouldBe(new Told(0, SnapshotJson.Write(finals[^1]) + "\n", ""));
        (await shop.RunAsync("snapshot", "--all", "--json")).Output.ShouldBe(string.Concat(finals.Select(window => SnapshotJson.Write(window) + "\n")));
        (await shop.RunAsync("snapshot", "--at", "2025-09-07T15:00:27Z", "--json")).Output.ShouldBe(SnapshotJson.Write(finals[1]) + "\n");
    }

    [Fact]
    public async Task Of_a_window_that_is_final_the_final_one_is_shown()
    {
        await using var shop = await ShopFolder.CreateAsync();
        var finals = await shop.FinalsAsync(2);
        await shop.LiveAsync(finals[^1] with { Final = false });

        (await shop.RunAsync("snapshot", "--json")).Output.ShouldBe(SnapshotJson.Write(finals[^1]) + "\n");
    }

    [Fact]
    public async Task The_table_names_the_window_and_its_products()
    {
        await using var shop = await ShopFolder.CreateAsync();
        var window = (await shop.FinalsAsync(3))[^1];

        var told = await shop.RunAsync("snapshot");

        told.Code.ShouldBe(0);
        told.Lines[0].ShouldBe("2025-09-07 14:55:30 to 2025-09-07 15:00:30 +00:00, final");
        told.Output.ShouldContain(window.PopularProducts[0].ProductId);
    }

    [Fact]
    public async Task A_moment_without_a_final_window_is_said_with_the_newest()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.FinalsAsync(1);

        (await shop.RunAsync("snapshot", "--at", "2025-09-08T00:00:00Z")).ShouldBe(
            new Told(1, "", "akkacommerce: no final window ends at 2025-09-08T00:00:00Z; the newest ends at 2025-09-07T15:00:10Z\n"));
    }

    [Theory]
    [InlineData("snapshot", "--all")]
    [InlineData("snapshot", "--at", "noon")]
    public async Task Options_that_make_no_sense_are_bad_usage(params string[] arguments)
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await shop.RunAsync(arguments)).Code.ShouldBe(2);
    }
}
