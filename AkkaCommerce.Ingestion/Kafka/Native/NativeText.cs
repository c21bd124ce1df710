using System.Runtime.InteropServices;

namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>The library's texts: UTF-8, ended by a zero.</summary>
internal static unsafe class NativeText
{
    public static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
