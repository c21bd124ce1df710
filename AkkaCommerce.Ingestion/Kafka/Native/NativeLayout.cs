using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Ingestion.Kafka.Native;

/// <summary>Looks whether the library lays its structures out as ours say, before any of them is read.</summary>
internal static unsafe class NativeLayout
{
    private const long Known = 0x0123_4567_89ab_cdef;

    /// <exception cref="StoreRefusedException">It does not.</exception>
    public static void Check()
    {
        var list = Librdkafka.NewList(2);
        var first = Librdkafka.Add(list, "first", 7);
        first->Offset = Known;
        var second = Librdkafka.Add(list, "second", 8);
        var holds = sizeof(nint) == 8 && sizeof(NativeMessage) == NativeMessage.Bytes
            && list->Count == 2 && list->First == first && second == first + 1
            && first->Partition == 7 && second->Partition == 8 && NativeText.Read(second->Topic) == "second"
            && Librdkafka.Find(list, "first", 7) == first && first->Offset == Known;
        Librdkafka.Destroy(list);
        if (!holds) throw new StoreRefusedException("librdkafka is laid out otherwise than this program knows: Kafka cannot be used on this machine");
    }
}
