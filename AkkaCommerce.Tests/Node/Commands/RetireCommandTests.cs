using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class RetireCommandTests
{
    [Fact]
    public async Task A_retired_simulation_is_so_for_good_and_may_be_retired_again()
    {
        await using var shop = await ShopFolder.CreateAsync();
        var told = new Told(0, $"the simulation of {shop.Path} is retired: it writes nothing any more\n", "");

        (await shop.RunAsync("retire")).ShouldBe(told);
        (await shop.RunAsync("retire")).ShouldBe(told);

        (await new RunStore(await shop.Database()).FindSimulationAsync(default))!.Retired.ShouldBeTrue();
    }
}
