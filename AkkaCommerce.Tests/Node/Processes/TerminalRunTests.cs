using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>The dashboard on a real terminal: some seconds each.</summary>
[Trait("Category", "System")]
[Collection(nameof(Alone))]
public sealed class TerminalRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("akkacommerce-terminal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TmuxFact]
    public async Task It_is_whole_at_80_by_24_and_fits_as_the_terminal_shrinks_and_grows()
    {
        using var terminal = Live(80, 24);
        ShouldBeWhole(await terminal.ShowsAsync("q quits"), 80, 24);

        foreach (var (width, height) in ((int, int)[])[(120, 40), (200, 50), (80, 24), (120, 40), (40, 10)])
        {
            terminal.Resize(width, height);
            ShouldBeWhole(await terminal.ShowsAsync(screen => screen.Length == height && screen[^1].TrimEnd().Length == width), width, height);
        }
    }

    [TmuxFact]
    public async Task Keys_stop_the_display_step_through_the_past_and_quit()
    {
        using var terminal = Live(120, 40);
        await terminal.ShowsAsync(" live ");
        await terminal.ShowsAsync("against ");

        terminal.Press("Left");
        await terminal.ShowsAsync("ago  window");
        await terminal.ShowsAsync("End live");
        terminal.Press("PageUp", "Left");
        await terminal.ShowsAsync("5 min ");
        terminal.Press("End");
        await terminal.ShowsAsync(screen => !string.Join('\n', screen).Contains(" ago", StringComparison.Ordinal));

        terminal.Press("p");
        var still = await terminal.ShowsAsync("paused");
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        terminal.Screen().ShouldBe(still);
        terminal.Press("p");
        await terminal.ShowsAsync(screen => !screen[0].Contains("paused", StringComparison.Ordinal));

        terminal.Press("q");
        (await terminal.EndAsync()).ShouldSatisfyAllConditions(
            ended => ended.Code.ShouldBe("exit code 0"), ended => ended.Screen[0].ShouldBe("what stood here before"), ended => ended.IsAsBefore.ShouldBeTrue());
    }

    [TmuxFact]
    public async Task Ctrl_C_gives_the_terminal_back_as_it_was()
    {
        using var terminal = Live(80, 24);
        await terminal.ShowsAsync("Revenue");

        terminal.Press("C-c");

        (await terminal.EndAsync()).ShouldSatisfyAllConditions(
            ended => ended.Code.ShouldBe("exit code 0"), ended => ended.Screen[0].ShouldBe("what stood here before"), ended => ended.IsAsBefore.ShouldBeTrue());
    }

    [TmuxFact]
    public async Task Ctrl_Z_gives_the_terminal_back_until_the_shell_lets_it_go_on()
    {
        using var terminal = new Tmux(_folder, 80, 24);
        await terminal.ShowsAsync("shell>");
        terminal.Type("stty -a > before; echo what stood here before");
        terminal.Type($"env -u CI -u NO_COLOR {Tmux.Called} run --from -20m --shards 2");
        ShouldBeWhole(await terminal.ShowsAsync("q quits"), 80, 24);

        for (var time = 0; time < 2; time++)
        {
            terminal.Press("C-z");
            var shell = await terminal.ShowsAsync(screen => screen.Count(line => line.Contains("Stopped", StringComparison.Ordinal)) == time + 1);
            shell.ShouldContain("what stood here before");
            terminal.Type($"stty -a | diff before - && echo as before, $((1 + {time}))");
            await terminal.ShowsAsync($"as before, {time + 1}");
            terminal.Type("fg");
            ShouldBeWhole(await terminal.ShowsAsync("q quits"), 80, 24);
        }

        terminal.Press("p");
        await terminal.ShowsAsync("paused");
        terminal.Press("q");
        await terminal.ShowsAsync(screen => screen.Contains("what stood here before") && screen[^1].Contains("shell>", StringComparison.Ordinal));
        terminal.Type("echo exit code $?; stty -a | diff before - && echo as before, in the end");
        (await terminal.ShowsAsync("as before, in the end")).ShouldContain("exit code 0");
    }

    [TmuxFact]
    public async Task In_the_background_it_leaves_the_terminal_alone()
    {
        using var terminal = new Tmux(_folder, 80, 24);
        await terminal.ShowsAsync("shell>");
        terminal.Type($"env -u CI -u NO_COLOR {Tmux.Called} run --from -20m --shards 2");
        await terminal.ShowsAsync("Revenue");
        terminal.Press("C-z");
        await terminal.ShowsAsync("Stopped");

        terminal.Type("bg; sleep 3; echo three seconds later");
        await terminal.ShowsAsync(screen => screen.Contains("three seconds later"));
        terminal.Screen().ShouldNotContain(line => line.Contains("Revenue", StringComparison.Ordinal));

        terminal.Type("fg");
        ShouldBeWhole(await terminal.ShowsAsync("q quits"), 80, 24);
        terminal.Press("q");
        await terminal.ShowsAsync("three seconds later");
    }

    [TmuxFact]
    public async Task SIGTERM_gives_the_terminal_back_as_it_was()
    {
        using var terminal = Live(80, 24);
        await terminal.ShowsAsync("Revenue");

        System.Diagnostics.Process.Start("kill", ["-TERM", $"{terminal.Program}"]).WaitForExit();

        (await terminal.EndAsync()).ShouldSatisfyAllConditions(
            ended => ended.Code.ShouldBe("exit code 0"), ended => ended.Screen[0].ShouldBe("what stood here before"), ended => ended.IsAsBefore.ShouldBeTrue());
    }

    [TmuxFact]
    public async Task A_run_that_comes_to_its_end_leaves_its_summary_on_the_terminal_as_it_was()
    {
        using var terminal = new Tmux(_folder, 80, 24, "", "run", "--speed", "max", "--from", "2025-09-07T12:00:00Z", "--until", "+10m", "--shoppers", "500", "--shards", "2");

        var (code, screen, isAsBefore) = await terminal.EndAsync();

        (code, screen[0], isAsBefore).ShouldBe(("exit code 0", "what stood here before", true));
        screen[1].ShouldContain(" events, ");
    }

    [TmuxFact]
    public async Task With_NO_COLOR_there_are_none_and_without_it_there_are()
    {
        using (var coloured = Live(80, 24))
        {
            await coloured.ShowsAsync("Revenue");
            string.Join('\n', coloured.Coloured()).ShouldContain("\e[");
            coloured.Press("q");
            await coloured.EndAsync();
        }
        File.Delete(Path.Combine(_folder, "after"));
        using var plain = new Tmux(_folder, 80, 24, "NO_COLOR=1", "run");
        await plain.ShowsAsync("Revenue");
        string.Join('\n', plain.Coloured()).ShouldNotContain("\e[");
    }

    [TmuxFact]
    public async Task On_a_dumb_terminal_and_in_continuous_integration_there_are_lines()
    {
        foreach (var environment in (string[])["TERM=dumb", "CI=true"])
        {
            using var terminal = new Tmux(_folder, 160, 24, environment, "run", "--shards", "2", "--from", "-10m");
            (await terminal.ShowsAsync("revenue "))[0].ShouldBe("what stood here before");
            terminal.Press("C-c");
            await terminal.EndAsync();
            File.Delete(Path.Combine(_folder, "after"));
        }
    }

    private Tmux Live(int width, int height) => new(_folder, width, height, "", "run", "--from", "-20m", "--shards", "2");

    private static void ShouldBeWhole(string[] screen, int width, int height)
    {
        var picture = string.Join('\n', screen);
        screen.Length.ShouldBe(height, picture);
        screen.ShouldAllBe(line => TextCells.Width(line) <= width);
        screen[^1].ShouldEndWith("q quits");
        picture.Count(character => character == '╭').ShouldBe(picture.Count(character => character == '╯'));
        string[] parts = height < 24 ? ["Revenue", "Orders", "Carts left"]
            : ["Revenue", "Orders", "Average order", "Customers", "Conversion", "Carts left", "page views", "Top products", "Categories", "Engagement", "Recent events", "late ", "dead letters "];
        foreach (var part in parts) picture.ShouldContain(part);
    }
}
