using System.Buffers.Text;
using System.Globalization;

namespace AkkaCommerce.Ingestion.Events;

/// <summary>The text of a simulated user's number: <c>user_000042</c>, with at least six digits; the key of that user's records.</summary>
public static class UserIds
{
    /// <summary>The longest text, in bytes.</summary>
    public const int MaxBytes = 16;

    /// <summary>Writes a user's text; <paramref name="user"/> is not negative.</summary>
    /// <returns>How many bytes were written, 11 to 15.</returns>
    public static int Write(Span<byte> to, int user)
    {
        var cursor = new EventCursor(to[..MaxBytes]);
        cursor.User(user);
        return cursor.Length;
    }

    /// <summary>Reads the number back; false where the text is not one that <see cref="Write"/> gives.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out int user)
    {
        user = 0;
        if (text.Length is < 11 or > 15 || !text.StartsWith("user_"u8)) return false;
        var digits = text[5..];
        if (digits.Length > 6 && digits[0] == '0' || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        return Utf8Parser.TryParse(digits, out user, out var read) && read == digits.Length;
    }

    /// <summary>A user's text as a string: the id of the user's entity.</summary>
    public static string Text(int user) => string.Create(CultureInfo.InvariantCulture, $"user_{user:D6}");
}
