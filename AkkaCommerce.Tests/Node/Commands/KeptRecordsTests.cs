using System.Text.Json;
using AkkaCommerce.Ingestion.Runs;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class KeptRecordsTests
{
    [Fact]
    public async Task What_a_shop_was_begun_with_is_shown_as_the_options_that_ask_for_it()
    {
        await using var shop = await ShopFolder.CreateAsync();

        var told = await shop.RunAsync("config", "--kept", "--json", "--seed", "5");

        (told.Code, told.Error).ShouldBe((0, ""));
        var root = JsonDocument.Parse(told.Output).RootElement;
        var options = root.GetProperty("options").EnumerateArray().ToDictionary(option => option.GetProperty("option").GetString()!, option => option.GetProperty("value").GetString());
        options.ShouldBe(
            new Dictionary<string, string?>
            {
                ["simulation.seed"] = "11",
                ["simulation.shoppers"] = "40",
                ["simulation.products"] = "12",
                ["simulation.visits-per-day"] = "8",
                ["simulation.zone"] = "+00:00",
                ["simulation.from"] = "2025-09-07T15:00:00Z",
                ["simulation.until"] = "2025-09-07T15:02:00Z",
                ["simulation.returns"] = null,
                ["simulation.bots"] = null,
                ["simulation.late"] = null,
                ["simulation.duplicate"] = null,
                ["simulation.lose"] = null,
                ["simulation.reorder"] = null,
                ["simulation.outage"] = null,
                ["simulation.shards"] = "2",
                ["analytics.pane"] = "10s",
                ["analytics.window"] = "5m",
                ["analytics.lateness"] = "30s",
            });
        foreach (var path in options.Keys) Hocon.Paths(Hocon.Reference(), Settings.Root).ShouldContain($"{Settings.Root}.{path}");
        var run = root.GetProperty("simulation").GetProperty("run").GetString()!;
        shop.Shop.IdOf(shop.Shop.Events[0]).ToString().ShouldStartWith(run);
        root.GetProperty("simulation").GetProperty("behaviour_version").GetInt32().ShouldBe(SimulationRun.CurrentBehaviour);
        root.GetProperty("simulation").GetProperty("retired").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_table_says_none_where_nothing_was_asked_for_and_whether_the_simulation_was_ended()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await new RunStore(await shop.Database()).RetiredAsync(default);

        var told = await shop.RunAsync("config", "--kept");

        (told.Code, told.Error).ShouldBe((0, ""));
        told.Output.ShouldMatch(@"simulation.shoppers\s+│\s+40\s");
        told.Output.ShouldMatch(@"simulation.late\s+│\s+none\s");
        told.Output.ShouldMatch(@"ended for good\s+│\s+yes\s");
    }

    [Fact]
    public async Task Without_a_simulation_it_says_what_holds_for_the_log_and_that_none_was_begun()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("events.ndjson"), "nonsense\n");
        (await Program.RunAsync(["replay", folder.File("events.ndjson"), "--data", folder.Path])).Code.ShouldBe(0);

        var told = await Program.RunAsync(["config", "--kept", "--data", folder.Path]);

        told.Code.ShouldBe(0, told.Error);
        told.Output.ShouldMatch(@"simulation.shards\s+│\s+8\s");
        told.Output.ShouldNotContain("simulation.seed");
        told.Lines[^1].ShouldBe("no simulation was begun: 'akkacommerce run' begins one");
        JsonDocument.Parse((await Program.RunAsync(["config", "--kept", "--json", "--data", folder.Path])).Output)
            .RootElement.GetProperty("simulation").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_folder_without_a_shop_is_told_in_a_line_and_nothing_is_made_there()
    {
        using var folder = new TemporaryFolder();

        var told = await Program.RunAsync(["config", "--kept", "--data", folder.Path]);

        told.ShouldBe(new Told(1, "", $"akkacommerce: the data folder {folder.Path} holds no shop yet: start it with 'akkacommerce run', or say where it is with --data\n"));
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_settings_in_force_say_where_a_shop_was_begun_with_others()
    {
        await using var shop = await ShopFolder.CreateAsync();

        (await shop.RunAsync("config")).Error.ShouldBe("akkacommerce: what the shop was begun with goes before these: 'akkacommerce config --kept' shows it\n");
        (await shop.RunAsync("config", "--log", "memory")).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_thing_is_asked_for_at_a_time() =>
        (await Program.RunAsync(["config", "--kept", "--reference"])).ShouldBe(new Told(2, "", "akkacommerce: --kept and --reference exclude each other\n"));
}
