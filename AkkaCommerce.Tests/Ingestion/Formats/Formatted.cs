using System.Buffers;
using System.Text;
using AkkaCommerce.Ingestion.Formats;
using AkkaCommerce.Ingestion.Log;

namespace AkkaCommerce.Tests.Ingestion.Formats;

/// <summary>What a format makes of a record.</summary>
internal static class Formatted
{
    public const string PageView =
        """{"event_id":"e1","event_type":"page_view","user_id":"u1","session_id":"s1","product_id":"p1","product_category":"books","product_price":9.90,"timestamp":"2025-09-07T15:30:00.120Z"}""";

    public static string Of(IEventFormat format, string record, Topic topic = Topic.PageViews)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Write(Encoding.UTF8.GetBytes(record), topic, output).ShouldBe(output.WrittenCount);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
