using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Events;

public sealed class PartitionerTests
{
    /// <summary>The values of Kafka's own test, UtilsTest.testMurmur2.</summary>
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Murmur2_is_Kafkas(string key, int hash) => Partitioner.Murmur2(Encoding.UTF8.GetBytes(key)).ShouldBe(hash);

    [Fact]
    public void A_shard_is_the_positive_hash_modulo_the_shards() =>
        Partitioner.ShardOf("foobar"u8, 7).ShouldBe((-790332482 & int.MaxValue) % 7);

    [Theory]
    [InlineData(0, "user_000000")]
    [InlineData(123, "user_000123")]
    [InlineData(999_999, "user_999999")]
    [InlineData(1_234_567, "user_1234567")]
    [InlineData(int.MaxValue, "user_2147483647")]
    public void A_users_number_and_the_text_of_it_belong_to_the_same_shard(int user, string text)
    {
        UserIds.Text(user).ShouldBe(text);
        UserIds.TryParse(Encoding.ASCII.GetBytes(text), out var parsed).ShouldBeTrue();
        parsed.ShouldBe(user);
        Partitioner.ShardOf(user, 64).ShouldBe(Partitioner.ShardOf(Encoding.ASCII.GetBytes(text), 64));
    }

    [Theory]
    [InlineData("user_00012")]
    [InlineData("user_0123456")]
    [InlineData("user_2147483648")]
    [InlineData("user_12345x")]
    [InlineData("User_123456")]
    public void Other_texts_are_no_simulated_users(string text) => UserIds.TryParse(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();
}
