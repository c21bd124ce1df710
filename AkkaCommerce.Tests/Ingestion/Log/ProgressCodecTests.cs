using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Log;

public sealed class ProgressCodecTests
{
    [Theory]
    [InlineData(1_757_258_730_000, null, """{"through":1757258730000}""")]
    [InlineData(-9_223_372_036_854_775_807, null, """{"through":-9223372036854775807}""")]
    [InlineData(5, "line 3", """{"through":5,"detail":"line 3"}""")]
    public void What_is_written_is_read_back(long through, string? detail, string text)
    {
        var progress = new Progress(new Timestamp(through), detail);

        Encoding.UTF8.GetString(ProgressCodec.Write(progress)).ShouldBe(text);
        ProgressCodec.Read(Encoding.UTF8.GetBytes(text)).ShouldBe(progress);
    }

    [Fact]
    public void What_a_member_does_not_say_is_left_out()
    {
        var replay = new Progress(Timestamp.Min, "line 3");

        Encoding.UTF8.GetString(ProgressCodec.Write(replay)).ShouldBe("""{"detail":"line 3"}""");
        ProgressCodec.Read(ProgressCodec.Write(replay)).ShouldBe(replay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("poison")]
    [InlineData("[]")]
    [InlineData("""{"through":"noon"}""")]
    [InlineData("""{"through":1.5}""")]
    [InlineData("""{"through":5,"detail":7}""")]
    public void What_is_none_is_refused_with_its_text(string text) =>
        Should.Throw<FormatException>(() => ProgressCodec.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldBe($"not a progress record: {text}");
}
