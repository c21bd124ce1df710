using System.Globalization;
using System.Text;
using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Tests.Analytics.Panes;

public sealed class NameTableTests
{
    [Fact]
    public void A_name_has_one_slot_however_often_it_comes_and_the_table_grows()
    {
        const int Names = 20_000;
        var names = new NameTable();
        for (var round = 0; round < 2; round++)
            for (var number = 0; number < Names; number++)
                names.Slot(Utf8(number)).ShouldBe(number);

        names.Count.ShouldBe(Names);
        names[Names - 1].ShouldBe(Text(Names - 1));
    }

    [Fact]
    public void A_cleared_table_begins_anew()
    {
        var names = new NameTable();
        names.Slot("a"u8);
        names.Slot("b"u8);
        names.Clear();

        names.Slot("b"u8).ShouldBe(0);
        names[0].ShouldBe("b");
        names.Count.ShouldBe(1);
    }

    /// <summary>Names are long, so that a table is growing for much of the time; whoever reads reads all that it was told of, again and again.</summary>
    [Fact]
    public async Task While_one_thread_adds_others_read_what_they_were_told_of_and_take_it_into_tables_of_their_own()
    {
        const int Tables = 30, Names = 2000, Readers = 2;
        string[] texts = [.. Enumerable.Range(0, Names).Select(number => Text(number) + new string('x', 500))];
        byte[][] utf8 = [.. texts.Select(Encoding.UTF8.GetBytes)];
        for (var table = 0; table < Tables; table++)
        {
            var (names, told) = (new NameTable(), 0);
            using var begin = new Barrier(Readers + 1);
            var reading = Enumerable.Range(0, Readers).Select(_ => Task.Run(Read)).ToArray();
            begin.SignalAndWait();
            for (var number = 0; number < Names; number++)
            {
                if (names.Slot(utf8[number]) != number || names.Slot(utf8[number / 2]) != number / 2) throw new InvalidOperationException($"name {number} has another slot");
                Volatile.Write(ref told, number + 1);
            }
            foreach (var own in await Task.WhenAll(reading)) own.Count.ShouldBe(Names);

            NameTable Read()
            {
                var own = new NameTable();
                begin.SignalAndWait();
                for (var known = 0; known < Names;)
                {
                    known = Volatile.Read(ref told);
                    for (var slot = 0; slot < known; slot++)
                        if (names[slot] != texts[slot] || own.Slot(names, slot) != slot || own[slot] != texts[slot])
                            throw new InvalidOperationException($"slot {slot} of {known} is another name");
                }
                return own;
            }
        }
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"prod_{number}");

    private static byte[] Utf8(int number) => Encoding.UTF8.GetBytes(Text(number));
}
