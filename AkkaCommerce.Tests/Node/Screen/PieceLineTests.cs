using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Tests.Node.Screen;

public sealed class PieceLineTests
{
    [Theory]
    [InlineData(20, "left  more     right")]
    [InlineData(17, "left  more  right")]
    [InlineData(16, "left       right")]
    [InlineData(11, "left  right")]
    [InlineData(10, "right")]
    [InlineData(4, "left")]
    [InlineData(3, "")]
    public void What_does_not_fit_is_left_out_whole_and_what_matters_least_first(int width, string line)
    {
        var canvas = new Canvas(width, 1);

        PieceLine.Draw(Area.Of(canvas), [Of(1, "left"), Of(2, "more"), Of(0, "right") with { IsRight = true }]);

        canvas.Lines()[0].TrimStart().ShouldBe(line);
    }

    [Theory]
    [InlineData(24, "a long one  more  right")]
    [InlineData(20, "long  more  right")]
    [InlineData(16, "long  right")]
    [InlineData(10, "right")]
    public void A_piece_says_more_where_what_matters_as_much_has_room(int width, string line)
    {
        var canvas = new Canvas(width, 1);
        var piece = Of(1, "long") with { Longer = Of(3, "a long one") };

        PieceLine.Draw(Area.Of(canvas), [piece, Of(2, "more"), Of(0, "right")]);

        canvas.Lines()[0].ShouldBe(line);
    }

    private static Piece Of(int priority, string text) => new(priority, false, (text, Ink.Plain));
}
