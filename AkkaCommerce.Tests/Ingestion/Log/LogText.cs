using System.Text;

namespace AkkaCommerce.Tests.Ingestion.Log;

internal static class LogText
{
    public static byte[] Key(int user) => Encoding.UTF8.GetBytes($"user_{user:000000}");

    public static byte[] Value(long batch, int record, int bytes) => Encoding.UTF8.GetBytes($"{batch}/{record}".PadRight(bytes, '.'));

    public static string Read(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value).TrimEnd('.');
}
