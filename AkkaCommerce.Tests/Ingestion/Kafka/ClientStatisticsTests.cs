using System.Text;
using AkkaCommerce.Ingestion.Kafka;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

public sealed class ClientStatisticsTests
{
    /// <summary>As librdkafka lays it out; two brokers have answered, one never.</summary>
    private const string Json =
        """
        {"name":"akkacommerce#producer-1","type":"producer","ts":1,"msg_cnt":3,"msg_size":300,"tx":7,"tx_bytes":7000,"rx":6,"rx_bytes":600,"txmsgs":40,"txmsg_bytes":4000,"rxmsgs":5,"rxmsg_bytes":50,
         "brokers":{
           "a:9092/1":{"name":"a:9092/1","rtt":{"min":1,"max":900,"avg":200,"sum":2000,"p99":800,"cnt":10}},
           "b:9092/2":{"name":"b:9092/2","rtt":{"min":1,"max":4000,"avg":1000,"sum":2000,"p99":4000,"cnt":2}},
           "c:9092/3":{"name":"c:9092/3","rtt":{"min":0,"max":0,"avg":0,"sum":0,"p99":0,"cnt":0}}},
         "topics":{"t":{"partitions":{"0":{"fetchq_cnt":20,"fetchq_size":2000},"-1":{"fetchq_cnt":1,"fetchq_size":10}}}}}
        """;

    [Fact]
    public void Sums_queues_and_round_trips_are_read_over_brokers_and_partitions() =>
        ClientStatistics.ReadOrNull(Encoding.UTF8.GetBytes(Json)).ShouldBe(
            new ClientStatistics(7000, 600, 40, 5, 24, 2310, TimeSpan.FromMicroseconds(4000 / 12.0), TimeSpan.FromMicroseconds(4000)));

    [Fact]
    public void Where_no_broker_has_answered_there_is_no_round_trip() =>
        ClientStatistics.ReadOrNull("""{"tx_bytes":1,"brokers":{},"topics":{}}"""u8).ShouldBe(ClientStatistics.None with { BytesSent = 1 });

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("""{"tx_bytes":""")]
    public void What_is_no_statistics_is_none(string json) => ClientStatistics.ReadOrNull(Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    [Theory]
    [InlineData("""{"tx_bytes":"many","brokers":[1],"topics":{"t":7}}""")]
    [InlineData("""{"tx_bytes":1.5,"brokers":{"a":{"rtt":{"cnt":"x"}}}}""")]
    public void What_is_laid_out_otherwise_counts_nothing_and_harms_nothing(string json) =>
        ClientStatistics.ReadOrNull(Encoding.UTF8.GetBytes(json)).ShouldBe(ClientStatistics.None);
}
