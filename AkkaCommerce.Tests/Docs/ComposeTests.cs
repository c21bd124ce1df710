using System.Text.RegularExpressions;
using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Tests.Docs;

/// <summary>What docker-compose.yml and the Dockerfile say of the program is so.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = ReadmeTests.Read("docker-compose.yml");

    [Fact]
    public void Every_variable_of_the_nodes_sets_an_option()
    {
        var known = Hocon.Paths(Hocon.Reference(), Settings.Root).Select(path => Variables.Name(path[(Settings.Root.Length + 1)..])).ToHashSet();

        var set = Variable().Matches(Compose).Select(match => match.Value).Distinct().ToArray();

        set.Length.ShouldBeGreaterThan(8);
        set.ShouldBeSubsetOf(known);
    }

    [Fact]
    public void Every_health_check_of_a_node_is_a_command_that_asks_that_node()
    {
        var checks = Check().Matches(Compose).Select(match => (Node: match.Groups["node"].Value, Arguments: match.Groups["arguments"].Value)).ToArray();

        checks.Select(check => check.Node).ShouldBe(["node1", "node2", "node3"]);
        foreach (var (node, arguments) in checks)
        {
            var words = arguments.Split(", ").Select(word => word.Trim('"')).ToArray();
            words.ShouldBe(["nodes", "--seed-nodes", $"{node}:4053"]);
            CommandLine.Parse(words).Errors.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_setting_of_the_env_file_is_used_and_every_one_used_is_there()
    {
        var given = ReadmeTests.Read(".env").Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0]).Where(name => !name.StartsWith("COMPOSE_", StringComparison.Ordinal));

        Used().Matches(Compose).Select(match => match.Groups["name"].Value).Distinct().ShouldBe(given, ignoreOrder: true);
    }

    [Fact]
    public void The_image_is_built_from_every_project_that_the_program_is_made_of()
    {
        var needed = new HashSet<string>();
        Add("AkkaCommerce.Node");
        var dockerfile = ReadmeTests.Read("Dockerfile");
        var let = ReadmeTests.Read(".dockerignore").Split('\n');

        foreach (var project in needed)
        {
            dockerfile.ShouldContain($"COPY {project}/*.csproj {project}/packages.lock.json {project}/\n");
            dockerfile.ShouldContain($"COPY {project} {project}\n");
            let.ShouldContain($"!{project}");
        }

        void Add(string project)
        {
            if (!needed.Add(project)) return;
            foreach (Match reference in Reference().Matches(ReadmeTests.Read($"{project}/{project}.csproj"))) Add(reference.Groups["project"].Value);
        }
    }

    [GeneratedRegex("AKKACOMMERCE__[A-Z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"AKKACOMMERCE__CLUSTER__HOST: (?<node>\w+) }\n\s+healthcheck: .*test: \[CMD, akkacommerce, (?<arguments>[^\]]+)\]")]
    private static partial Regex Check();

    [GeneratedRegex(@"\$\{(?<name>\w+)\}")]
    private static partial Regex Used();

    [GeneratedRegex(@"ProjectReference Include=""\.\./(?<project>[\w.]+)/")]
    private static partial Regex Reference();
}
