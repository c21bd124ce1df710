using System.Globalization;
using System.Text;
using System.Threading.Channels;
using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Tests.Analytics.Panes;

public sealed class NameTableTests
{
    private const int Names = 20_000, Readers = 4;

    [Fact]
    public void A_name_has_one_slot_however_often_it_comes_and_the_table_grows()
    {
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

    [Fact]
    public async Task While_one_thread_adds_others_read_what_was_handed_to_them_and_take_it_into_tables_of_their_own()
    {
        var names = new NameTable();
        var handed = Enumerable.Range(0, Readers).Select(_ => Channel.CreateUnbounded<int>()).ToArray();
        var reading = handed.Select(channel => Task.Run(() => ReadAsync(names, channel.Reader))).ToArray();

        for (var number = 0; number < Names; number++)
        {
            var slot = names.Slot(Utf8(number));
            foreach (var channel in handed) channel.Writer.TryWrite(slot);
            names.Slot(Utf8(number / 2)).ShouldBe(number / 2);
        }
        foreach (var channel in handed) channel.Writer.Complete();

        foreach (var own in await Task.WhenAll(reading))
        {
            own.Count.ShouldBe(Names);
            Enumerable.Range(0, Names).ShouldAllBe(slot => own[slot] == Text(slot));
        }
    }

    /// <summary>Reads each slot as it comes, and one that came long before, from a table that grows meanwhile.</summary>
    private static async Task<NameTable> ReadAsync(NameTable names, ChannelReader<int> handed)
    {
        var own = new NameTable();
        await foreach (var slot in handed.ReadAllAsync())
        {
            if (names[slot] != Text(slot)) throw new InvalidOperationException($"slot {slot} reads {names[slot]}");
            if (names.Compare(slot, slot / 3) != string.CompareOrdinal(Text(slot), Text(slot / 3))) throw new InvalidOperationException($"slot {slot / 3} compares wrong");
            own.Slot(names, slot);
        }
        return own;
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"prod_{number}");

    private static byte[] Utf8(int number) => Encoding.UTF8.GetBytes(Text(number));
}
