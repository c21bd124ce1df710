using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Screen;

public sealed class KeyboardTests
{
    [Theory]
    [InlineData('q', ConsoleKey.Q, nameof(DashboardKey.Quit))]
    [InlineData('p', ConsoleKey.P, nameof(DashboardKey.Pause))]
    [InlineData('\0', ConsoleKey.LeftArrow, nameof(DashboardKey.Back))]
    [InlineData('\0', ConsoleKey.RightArrow, nameof(DashboardKey.Forward))]
    [InlineData('\0', ConsoleKey.PageUp, nameof(DashboardKey.FarBack))]
    [InlineData('\0', ConsoleKey.PageDown, nameof(DashboardKey.FarForward))]
    [InlineData('\0', ConsoleKey.End, nameof(DashboardKey.Live))]
    [InlineData('\e', ConsoleKey.Escape, nameof(DashboardKey.Live))]
    public void A_key_means(char character, ConsoleKey key, string meant) => Keyboard.Meaning(new ConsoleKeyInfo(character, key, false, false, false)).ToString().ShouldBe(meant);

    [Fact]
    public void Any_other_means_nothing() => Keyboard.Meaning(new ConsoleKeyInfo('x', ConsoleKey.X, false, false, false)).ShouldBeNull();
}
