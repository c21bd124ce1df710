using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Hosting;

/// <summary>Akka's own settings, in the order that holds for all: command line, environment, file, reference.</summary>
public sealed class AkkaSettingsTests
{
    [Theory]
    [InlineData("akka.cluster.gossip-interval", "200ms", "777ms")]
    [InlineData("akka.cluster.sharding.rebalance-interval", "2s", "7s")]
    [InlineData("akka.coordinated-shutdown.phases.cluster-leave.enabled", "off", "on")]
    [InlineData("akka.persistence.max-concurrent-recoveries", "64", "7")]
    [InlineData("akka.stdout-logger-class", "AkkaCommerce.Node.Hosting.NoStandardOutput, akkacommerce", "Akka.Event.StandardOutLogger, Akka")]
    [InlineData("akka.loglevel", "Info", "WARNING")]
    public void A_setting_of_the_file_goes_before_that_of_the_reference_and_of_the_program(string path, string standard, string given)
    {
        using (var plain = new HostedShop("")) plain.System.Settings.Config.GetString(path).ShouldBe(standard);

        using var shop = new HostedShop($"{path} = \"{given}\"");

        shop.System.Settings.Config.GetString(path).ShouldBe(given);
    }

    [Fact]
    public void Settings_of_the_file_that_are_not_Akka_s_leave_it_as_it_was()
    {
        using var shop = new HostedShop("akkacommerce.simulation.shoppers = 10");

        shop.System.Settings.Config.GetString("akka.cluster.gossip-interval").ShouldBe("200ms");
    }

    [Theory]
    [InlineData("akkacommerce.log-level = debug", null, "Debug")]
    [InlineData("akka.loglevel = WARNING", null, "WARNING")]
    [InlineData("akkacommerce.log-level = debug, akka.loglevel = WARNING", null, "WARNING")]
    [InlineData("akka.loglevel = WARNING", "debug", "DEBUG")]
    public void The_command_line_goes_before_the_file(string file, string? option, string inForce)
    {
        using var shop = new HostedShop(file, option is null ? [] : [("log-level", option)]);

        shop.System.Settings.Config.GetString("akka.loglevel").ShouldBe(inForce);
    }

    [Theory]
    [InlineData("cluster.gossip-interval = abc", ": Akka cannot start with its settings: The input string 'abc' was not in a correct format.")]
    [InlineData("actor.default-dispatcher.type = Foo", ": Akka cannot start with its settings: Could not resolve dispatcher type Foo for path akka.actor.default-dispatcher")]
    [InlineData("loglevel = LOUD", ":1: akka.loglevel: 'LOUD' is not one of DEBUG, INFO, WARNING, ERROR, OFF")]
    public async Task What_Akka_does_not_take_is_one_line(string setting, string said)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.conf");
        await File.WriteAllTextAsync(file, $"akka {{ {setting} }}");

        var told = await Commands.Program.RunAsync(["run", "--config", file, "--data", folder.File("data"), "--from", "2025-09-07T12:00:00Z", "--until", "+10s"]);

        (told.Code, told.Output).ShouldBe((2, ""));
        told.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("Z info ")).ShouldBe([$"akkacommerce: {file}{said}"]);
    }
}
