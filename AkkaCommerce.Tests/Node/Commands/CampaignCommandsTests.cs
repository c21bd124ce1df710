using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class CampaignCommandsTests
{
    [Fact]
    public async Task A_category_that_the_shop_has_not_is_refused_with_the_nearest_and_all_it_has()
    {
        await using var shop = await ShopFolder.CreateAsync();

        var refused = await shop.RunAsync("campaign", "--category", "boks");

        refused.Code.ShouldBe(2, refused.Error);
        refused.Error.ShouldStartWith("akkacommerce: --category: this shop has no 'boks'; did you mean 'books'? (it has ");
        (await new CommandStore(await shop.Database()).AllAsync(default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("campaign", "--lift", "1", "--lift: '1' is not a number above 1 and up to 100")]
    [InlineData("campaign", "--for", "soon", "--for: 'soon' is not whole seconds from 1s to 365d (such as 90s, 10m, 1h30m)")]
    [InlineData("close-shop", "--for", "500ms", "--for: '500ms' is not whole seconds from 1s to 365d (such as 90s, 10m, 1h30m)")]
    public async Task What_does_not_fit_is_named_with_its_rule(string command, string option, string value, string said)
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await shop.RunAsync(command, option, value)).ShouldBe(new Told(2, "", $"akkacommerce: {said}\n"));
    }

    [Fact]
    public async Task Of_a_retired_shop_nothing_is_asked()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await shop.RunAsync("retire");

        var refused = await shop.RunAsync("close-shop");

        refused.Code.ShouldBe(1, refused.Error);
        refused.Error.ShouldContain("was ended for good");
    }

    [Fact]
    public async Task What_was_asked_for_and_is_not_taken_up_is_shown_as_waiting()
    {
        await using var shop = await ShopFolder.CreateAsync();
        (await shop.RunAsync("campaigns")).Output.ShouldBe("no campaign was asked for: 'akkacommerce campaign --help'\n");

        await new CommandStore(await shop.Database()).AddAsync("lift", """{"seconds":600,"category":"books","lift":2.5}""", default, default);

        (await shop.RunAsync("campaigns")).Output.ShouldMatch(@"books lifted 2\.5 times +│ 10 min 0 s +│ 1970-01-01T00:00:00Z +│ waits +│ - ");
        (await shop.RunAsync("campaigns", "--json")).Output.ShouldBe(
            """[{"id":1,"kind":"lift","category":"books","lift":2.5,"seconds":600,"asked":"1970-01-01T00:00:00Z","taken_up":false,"after":null,"through":null}]""" + "\n");
    }
}
