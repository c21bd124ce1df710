using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Commands;

public sealed class OpenShopTests
{
    public static TheoryData<string> Commands => ["snapshot", "verify", "topics", "export", "retire"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Without_a_data_folder_one_line_says_what_to_do(string command)
    {
        using var folder = new TemporaryFolder();
        var none = folder.File("none");

        (await Program.RunAsync([command, "--data", none])).ShouldBe(
            new Told(1, "", $"akkacommerce: there is no data folder {none}: start the shop with 'akkacommerce run', or say where it is with --data\n"));
        Directory.Exists(none).ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_folder_stays_empty()
    {
        using var folder = new TemporaryFolder();

        (await Program.RunAsync(["topics", "--data", folder.Path])).Error.ShouldBe(
            $"akkacommerce: the data folder {folder.Path} holds no shop yet: start it with 'akkacommerce run', or say where it is with --data\n");
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_log_in_memory_lives_in_another_process(string command) =>
        (await Program.RunAsync([command, "--log", "memory"])).ShouldBe(
            new Told(1, "", "akkacommerce: a log in memory lives only inside the run that made it: use another --log here and for run\n"));

    [Fact]
    public async Task A_log_in_memory_is_nothing_to_look_at_from_another_process() =>
        (await Program.RunAsync(["run", "--roles", "dashboard", "--log", "memory"])).ShouldBe(
            new Told(1, "", "akkacommerce: a log in memory lives only inside the run that made it: use another --log here and for run\n"));

    [Fact]
    public async Task A_damaged_log_is_one_line()
    {
        await using var shop = await ShopFolder.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(shop.Path, "log.db"), new string('x', 8192));

        var told = await shop.RunAsync("topics");

        told.Code.ShouldBe(1);
        told.Error.Count(c => c == '\n').ShouldBe(1);
    }
}
