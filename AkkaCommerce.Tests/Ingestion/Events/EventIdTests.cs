using System.Text;
using AkkaCommerce.Ingestion.Events;
using FsCheck;
using FsCheck.Fluent;

namespace AkkaCommerce.Tests.Ingestion.Events;

public sealed class EventIdTests
{
    [Fact]
    public void An_id_is_a_version_8_uuid_of_run_draw_visit_user_and_day()
    {
        var id = new EventId(run: 0x0123_4567_89ab, user: 1_234_567, day: 20_338, visit: 0x2abc, draw: 0xdef);

        id.ToString().ShouldBe("01234567-89ab-8def-aabc-0012d6874f72");
        Guid.Parse(id.ToString()).Version.ShouldBe(8);
    }

    [Fact]
    public void Parsing_inverts_writing() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Four().SelectMany(_ => Gen.Choose(0, int.MaxValue), (a, b) => (a, b)).ToArbitrary(),
        numbers =>
        {
            var ((a, b, c, d), e) = numbers;
            var id = new EventId(((long)a << 20 ^ b) & EventId.MaxRun, c, d & EventId.MaxDay, e & EventId.MaxVisit, b & EventId.MaxDraw);
            return EventId.TryParse(Encoding.ASCII.GetBytes(id.ToString()), out var parsed) && parsed == id
                && parsed.Run == (((long)a << 20 ^ b) & EventId.MaxRun) && parsed.User == c && parsed.Day == (d & EventId.MaxDay)
                && parsed.Visit == (e & EventId.MaxVisit) && parsed.Draw == (b & EventId.MaxDraw);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("01234567-89ab-8def-aabc-0012d6874f7")]
    [InlineData("01234567-89ab-8def-aabc-0012d6874f722")]
    [InlineData("01234567-89ab-4def-aabc-0012d6874f72")]
    [InlineData("01234567-89ab-8def-cabc-0012d6874f72")]
    [InlineData("01234567-89ab-8def-2abc-0012d6874f72")]
    [InlineData("01234567-89AB-8def-aabc-0012d6874f72")]
    [InlineData("01234567-89ab-8def-aabc-f012d6874f72")]
    [InlineData("01234567-89ab-8def-aabc_0012d6874f72")]
    [InlineData("01234567-89ag-8def-aabc-0012d6874f72")]
    public void What_no_id_of_ours_looks_like_is_not_parsed(string text) => EventId.TryParse(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();
}
