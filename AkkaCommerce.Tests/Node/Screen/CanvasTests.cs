using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Screen;

public sealed class CanvasTests
{
    private readonly Canvas _canvas = new(10, 3);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(10, 0)]
    [InlineData(0, 3)]
    public void What_would_stand_outside_is_not_put(int x, int y)
    {
        _canvas.Put(x, y, "abc", Ink.Plain);

        _canvas.Lines().ShouldAllBe(line => line.Length == 0);
    }

    [Fact]
    public void A_wide_character_takes_two_columns_and_is_not_cut_in_half()
    {
        _canvas.Put(0, 0, "買い物", Ink.Plain).ShouldBe(6);
        _canvas.Put(7, 1, "a買い", Ink.Plain).ShouldBe(10);
        _canvas.Put(9, 2, "買", Ink.Plain).ShouldBe(9);

        _canvas.Lines().ShouldBe(["買い物", "       a買", ""]);
    }

    [Fact]
    public void Of_a_wide_character_that_is_written_over_no_half_is_left()
    {
        foreach (var y in (int[])[0, 1]) _canvas.Put(0, y, "買い", Ink.Plain);
        _canvas.Put(1, 0, "ab", Ink.Plain);
        _canvas.Put(1, 1, "物", Ink.Plain);

        _canvas.Lines().ShouldBe([" ab", " 物", ""]);
    }

    [Theory]
    [InlineData("a\e[2Jb", "a·[2Jb")]
    [InlineData("a\r\nb\tc", "a··b·c")]
    [InlineData("a\u202Eb\u200Dc", "a·b·c")]
    [InlineData("e\u0301a", "ea")]
    public void What_would_move_the_cursor_or_turn_the_rest_around_becomes_a_dot(string text, string shown)
    {
        _canvas.Put(0, 0, text, Ink.Plain);

        _canvas.Lines()[0].ShouldBe(shown);
        TextCells.Width(text).ShouldBe(shown.Length);
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("買い物", 5, "買い…")]
    [InlineData("買い物", 4, "買…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    public void A_text_that_is_too_long_ends_in_an_ellipsis(string text, int columns, string shown) => TextCells.Shortened(text, columns).ShouldBe(shown);
}
