using System.Collections;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Tests.Node.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("node-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_command_line_goes_before_the_environment_before_the_file_before_the_reference()
    {
        Write("akkacommerce.simulation { seed = 2, shoppers = 2, products = 2 }");
        var environment = new Hashtable { ["AKKACOMMERCE__SIMULATION__SEED"] = "3", ["AKKACOMMERCE__SIMULATION__SHOPPERS"] = "3" };

        var settings = Load(new() { ["simulation.seed"] = ("4", "--seed") }, environment);

        settings.Text("simulation.seed").ShouldBe("4");
        settings.Text("simulation.shoppers").ShouldBe("3");
        settings.Text("simulation.products").ShouldBe("2");
        settings.Text("simulation.visits-per-day").ShouldBe("8");
        settings.Name("simulation.seed").ShouldBe("--seed");
        settings.Name("simulation.shoppers").ShouldBe("AKKACOMMERCE__SIMULATION__SHOPPERS");
        settings.Name("simulation.products").ShouldBe("hocon/akkacommerce.conf:1: akkacommerce.simulation.products");
        settings.IsGiven("simulation.visits-per-day").ShouldBeFalse();
    }

    [Fact]
    public void The_defaults_are_all_valid()
    {
        var options = RunOptions.Read(Load(), untilIdle: false, skipGap: false);

        options.Roles.ShouldBe(Roles.Simulation | Roles.Analytics | Roles.Dashboard);
        options.Simulation.Shoppers.ShouldBe(10_000);
        options.Simulation.Given.ShouldBeEmpty();
        options.Analytics.Pane.ShouldBe(TimeSpan.FromSeconds(10));
        options.Analytics.Window.ShouldBe(TimeSpan.FromMinutes(5));
        options.Retention.Bytes.ShouldBe(10_000_000_000);
    }

    [Fact]
    public void A_single_underscore_is_a_dash_and_a_double_one_a_dot()
    {
        var settings = Load(environment: new Hashtable { ["AKKACOMMERCE__SIMULATION__VISITS_PER_DAY"] = "2.5", ["AKKACOMMERCE_SEEDS"] = "7" });

        settings.Text("simulation.visits-per-day").ShouldBe("2.5");
    }

    [Theory]
    [InlineData("AKKACOMMERCE__SIMULATOIN__SEED", "AKKACOMMERCE__SIMULATION__SEED")]
    [InlineData("AKKACOMERCE__SIMULATION__SEED", "AKKACOMMERCE__SIMULATION__SEED")]
    [InlineData("KKACOMMERCE__SIMULATION__SEED", "AKKACOMMERCE__SIMULATION__SEED")]
    [InlineData("AKKA_COMMERCE__ROLES", "AKKACOMMERCE__ROLES")]
    [InlineData("AKKACOMMERCE_SIMULATION_SEED", "AKKACOMMERCE__SIMULATION__SEED")]
    [InlineData("AKKACOMMERCE_DATA", "AKKACOMMERCE__DATA")]
    [InlineData("akkacommerce__simulation__sed", "AKKACOMMERCE__SIMULATION__SEED")]
    public void A_misspelt_variable_is_an_error_with_a_suggestion(string name, string meant) =>
        Should.Throw<ConfigurationException>(() => Load(environment: new Hashtable { [name] = "5" })).Message
            .ShouldBe($"environment: unknown option '{name}'; did you mean '{meant}'?");

    [Theory]
    [InlineData("AKKACOMMERCE_HOME")]
    [InlineData("AKKA__CLUSTER__PORT")]
    [InlineData("ECOMMERCE__ROLES")]
    [InlineData("PATH")]
    [InlineData("")]
    public void A_variable_of_somebody_else_is_left_alone(string name) =>
        Load(environment: new Hashtable { [name] = "5" }).IsGiven("roles").ShouldBeFalse();

    [Theory]
    [InlineData("akkacomerce { simulation.seed = 7 }", "1: unknown option 'akkacomerce'; did you mean 'akkacommerce'?")]
    [InlineData("\naka.cluster.gossip-interval = 1s", "2: unknown option 'aka'; did you mean 'akka'?")]
    [InlineData("simulation { seed = 5 }", "1: unknown option 'simulation'; did you mean 'akkacommerce.simulation'?")]
    [InlineData("something = 5", "1: unknown option 'something'")]
    [InlineData("hallo", "1: 'hallo' is given nothing: KEY = VALUE, or KEY { … }")]
    [InlineData("akkacommerce {\n  simulation {\n    seed = 7\n}", "1: '{' is never closed")]
    [InlineData("akkacommerce {\n  simulation { seed = 7 \n", "2: '{' is never closed")]
    [InlineData("akkacommerce.seed = 7\n}", "2: '}' closes nothing")]
    [InlineData("akkacommerce {\n roles = [simulation, dashboard\n}", "3: '}' does not close the '[' of line 2")]
    [InlineData("akkacommerce {\n simulation.zone = \"+02:00\n}", "2: quotes that are never closed")]
    [InlineData("akkacommerce {\n simulation.zone = \"\"\"+02:00\n}\"\"", "2: quotes that are never closed")]
    [InlineData("akkacommerce.data = ${folder}", "1: ${folder} leads nowhere: neither the file nor the environment has it (${?folder} may be missing)")]
    public void A_file_that_means_nothing_is_an_error_in_one_line(string file, string said)
    {
        Write(file);

        Should.Throw<ConfigurationException>(() => Load()).Message.ShouldBe($"hocon/akkacommerce.conf:{said}");
    }

    [Theory]
    [InlineData("# akkacomerce { and \"\nakkacommerce.simulation.seed = 7 // }")]
    [InlineData("akkacommerce { data = \"a } # b\\\" c\", simulation.seed = 7 }")]
    [InlineData("akkacommerce { data = \"\"\"two\nlines } \"\"\", simulation.seed = 7 }")]
    [InlineData("number = 7, akkacommerce.simulation.seed = ${number}")]
    [InlineData("numbers { small = 7 }\nakkacommerce { simulation { seed = ${numbers.small} } }")]
    [InlineData("{ akkacommerce { simulation { seed : 7 } } }")]
    public void What_is_well_written_is_read(string file)
    {
        Write(file);

        Load().Text("simulation.seed").ShouldBe("7");
    }

    [Fact]
    public void An_unknown_option_of_a_file_is_an_error_with_a_suggestion()
    {
        Write("akkacommerce { simulation { shopers = 5 } }");

        Should.Throw<ConfigurationException>(() => Load()).Message
            .ShouldBe("hocon/akkacommerce.conf:1: unknown option 'akkacommerce.simulation.shopers'; did you mean 'akkacommerce.simulation.shoppers'?");
    }

    [Fact]
    public void An_unknown_option_of_the_environment_is_an_error_with_a_suggestion() =>
        Should.Throw<ConfigurationException>(() => Load(environment: new Hashtable { ["AKKACOMMERCE__SIMULATION__SEDE"] = "5" })).Message
            .ShouldBe("environment: unknown option 'AKKACOMMERCE__SIMULATION__SEDE'; did you mean 'AKKACOMMERCE__SIMULATION__SEED'?");

    [Fact]
    public void Akkas_own_settings_of_a_file_go_before_the_references()
    {
        Write("akka.cluster.gossip-interval = 3s");

        var akka = Load().Akka;

        akka.GetTimeSpan("akka.cluster.gossip-interval").ShouldBe(TimeSpan.FromSeconds(3));
        akka.GetTimeSpan("akka.cluster.leader-actions-interval").ShouldBe(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void A_file_may_include_another_beside_it()
    {
        Write("include \"more.conf\"\nakkacommerce.simulation.seed = 5");
        File.WriteAllText(Path.Combine(_folder, "hocon", "more.conf"), "akkacommerce.simulation { seed = 6, products = 6 }");

        var settings = Load();

        settings.Text("simulation.seed").ShouldBe("5");
        settings.Text("simulation.products").ShouldBe("6");
    }

    [Fact]
    public void A_file_that_includes_itself_is_an_error()
    {
        Write("include \"akkacommerce.conf\"");

        Should.Throw<ConfigurationException>(() => Load()).Message.ShouldContain("more than 100 files included");
    }

    [Theory]
    [InlineData("simulation.shoppers", "0", "--x: '0' is not a whole number from 1 to 10,000,000")]
    [InlineData("simulation.shoppers", "many", "--x: 'many' is not a whole number from 1 to 10,000,000")]
    [InlineData("simulation.seed", "-1", "--x: '-1' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("simulation.visits-per-day", "0", "--x: '0' is not a number above 0 and up to 100")]
    [InlineData("simulation.visits-per-day", "NaN", "--x: 'NaN' is not a number above 0 and up to 100")]
    [InlineData("simulation.zone", "2", "--x: '2' is not an offset from UTC between -14:00 and +14:00 (such as +02:00)")]
    [InlineData("simulation.speed", "fast", "--x: 'fast' is not a speed: 1 (live), 60 (a minute a second), any number from 0.1 to 1,000,000, or max")]
    [InlineData("simulation.until", "soon", "--x: 'soon' is not a time (2025-09-07T15:30:00Z) or a span from another (-2h, +1h30m)")]
    [InlineData("simulation.late", "1", "--x: '1' is not a share from 0% to 100%, to four places, and how much later, from 1ms to 1h (such as 1%, or 1%:5s..2m)")]
    [InlineData("simulation.late", "1%:2m..5s", "--x: '1%:2m..5s' is not a share from 0% to 100%, to four places, and how much later, from 1ms to 1h (such as 1%, or 1%:5s..2m)")]
    [InlineData("simulation.duplicate", "60%", "late, duplicate and lose are shares of more than all events: together they are at most 100%, for of the three one befalls an event at most")]
    [InlineData("simulation.lose", "0.00001%", "--x: '0.00001%' is not a share from 0% to 100%, to four places (such as 0.1%)")]
    [InlineData("simulation.returns", "51%", "--x: '51%' is not a share from 0% to 50%, to four places (such as 19%)")]
    [InlineData("simulation.returns", "0.19", "--x: '0.19' is not a share from 0% to 50%, to four places (such as 19%)")]
    [InlineData("simulation.reorder", "2h", "--x: '2h' is not a span from 1ms to 1h (such as 2s)")]
    [InlineData("simulation.outage", "14+10m", "--x: '14+10m' is not a time of the shop's day and a length from 1s to 6h (such as 14:00+10m)")]
    [InlineData("analytics.pane", "1500ms", "--x: '1500ms' is not whole seconds")]
    [InlineData("analytics.window", "55s", "--x: '55s' is not 2 to 120 whole panes of 10 s")]
    [InlineData("analytics.lateness", "2h", "--x: '2h' is not a duration from 0s to 1h (such as 10s, 5m, 7d)")]
    [InlineData("retention.bytes", "12", "--x: '12' is not a size from 1,000,000 to 1,000,000,000,000,000 bytes (such as 64MiB, 10GB)")]
    [InlineData("roles", "simulation,analytic", "--x: 'analytic' is not one of simulation, analytics, dashboard; did you mean 'analytics'?")]
    [InlineData("roles", "", "--x: names no role")]
    public void A_value_that_does_not_fit_is_named_with_its_rule(string path, string value, string message)
    {
        var settings = Load(new() { ["simulation.lose"] = ("50%", "--y"), [path] = (value, "--x") });

        Should.Throw<ConfigurationException>(() => RunOptions.Read(settings, untilIdle: false, skipGap: false)).Message.ShouldBe(message);
    }

    [Fact]
    public void What_befalls_events_on_purpose_is_read_into_one_text()
    {
        var given = new Dictionary<string, (string, string)>
        {
            ["simulation.late"] = ("1%:5s..120s", "--late"),
            ["simulation.duplicate"] = ("0.10%", "--duplicate"),
            ["simulation.lose"] = ("none", "--lose"),
            ["simulation.reorder"] = ("2 seconds", "--reorder"),
            ["simulation.outage"] = ("14:00+10m", "--outage"),
        };

        RunOptions.Read(Load(given), untilIdle: false, skipGap: false).Simulation.Imperfections.ToString().ShouldBe("late 1%:5s..2m, duplicate 0.1%:1s..1m, reorder 2s, outage 14:00+10m");
        RunOptions.Read(Load(), untilIdle: false, skipGap: false).Simulation.Imperfections.Any.ShouldBeFalse();
    }

    [Fact]
    public void Returns_are_read_as_a_share_of_units()
    {
        RunOptions.Read(Load(new() { ["simulation.returns"] = ("19.5%", "--returns") }), untilIdle: false, skipGap: false).Simulation.ReturnsInMillion.ShouldBe(195_000);
        RunOptions.Read(Load(), untilIdle: false, skipGap: false).Simulation.ReturnsInMillion.ShouldBe(0);
    }

    [Fact]
    public void The_example_file_of_the_repository_is_valid() =>
        RunOptions.Read(Settings.Load(new Dictionary<string, (string, string)>(), new Hashtable(), null, Repository.Folder), false, false)
            .Simulation.Seed.ShouldBe(1UL);

    private void Write(string text) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "hocon")).FullName, "akkacommerce.conf"), text);

    private Settings Load(Dictionary<string, (string, string)>? commandLine = null, Hashtable? environment = null) =>
        Settings.Load(commandLine ?? [], environment ?? [], null, _folder);
}
