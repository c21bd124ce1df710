using System.Buffers;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Ingestion.Formats;

/// <summary>A row of comma-separated values, field after field (RFC 4180).</summary>
internal ref struct CsvRow(IBufferWriter<byte> output)
{
    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create("\",\r\n"u8);

    private int _length;
    private bool _hasField;

    /// <summary>A text, in quotation marks where it needs them.</summary>
    public void Text(scoped ReadOnlySpan<byte> text)
    {
        var to = Field(2 * text.Length + 2);
        if (text.IndexOfAny(NeedQuotes) < 0)
        {
            text.CopyTo(to);
            Take(text.Length);
            return;
        }
        var length = 0;
        to[length++] = (byte)'"';
        foreach (var letter in text)
        {
            if (letter == '"') to[length++] = letter;
            to[length++] = letter;
        }
        to[length++] = (byte)'"';
        Take(length);
    }

    public void Time(Timestamp time)
    {
        var cursor = new EventCursor(Field(EventCursor.TimeBytes));
        cursor.Time(time);
        Take(cursor.Length);
    }

    public void Money(long cents)
    {
        var cursor = new EventCursor(Field(EventCursor.MaxNumberBytes));
        cursor.Cents(cents);
        Take(cursor.Length);
    }

    public void Number(long number)
    {
        var cursor = new EventCursor(Field(EventCursor.MaxNumberBytes));
        cursor.Number(number);
        Take(cursor.Length);
    }

    public void Seconds(long milliseconds)
    {
        var cursor = new EventCursor(Field(EventCursor.MaxNumberBytes));
        cursor.Seconds(milliseconds);
        Take(cursor.Length);
    }

    /// <summary>Fields of which there is nothing.</summary>
    public void Empty(int count = 1)
    {
        for (; count > 0; count--) Field(0);
    }

    /// <summary>Ends the row.</summary>
    /// <returns>The bytes of all of it.</returns>
    public int End()
    {
        "\r\n"u8.CopyTo(output.GetSpan(2));
        Take(2);
        return _length;
    }

    /// <summary>Room for a field, behind the comma that parts it from the one before.</summary>
    private Span<byte> Field(int mostBytes)
    {
        if (_hasField)
        {
            output.GetSpan(1)[0] = (byte)',';
            Take(1);
        }
        _hasField = true;
        return mostBytes == 0 ? default : output.GetSpan(mostBytes);
    }

    private void Take(int bytes)
    {
        output.Advance(bytes);
        _length += bytes;
    }
}
