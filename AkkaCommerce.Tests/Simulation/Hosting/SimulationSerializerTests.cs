using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using AkkaCommerce.Simulation.Clock;
using AkkaCommerce.Simulation.Hosting;
using AkkaCommerce.Tests.VirtualTime;

namespace AkkaCommerce.Tests.Simulation.Hosting;

/// <summary>What a node of another version may send, or a journal hold.</summary>
public sealed class SimulationSerializerTests : VirtualTimeKit
{
    private readonly SimulationSerializer _serializer;

    public SimulationSerializerTests() => _serializer = new SimulationSerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void A_message_of_a_version_that_is_not_known_is_refused_by_its_name() =>
        Should.Throw<SerializationException>(() => _serializer.FromBinary("{}"u8.ToArray(), "advance/2")).Message.ShouldContain("advance/2");

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public void Bytes_that_are_no_message_are_refused(string bytes)
    {
        var refusal = Should.Throw<Exception>(() => _serializer.FromBinary(Encoding.UTF8.GetBytes(bytes), _serializer.Manifest(ClockState.At(Shops.Noon))));

        (refusal is SerializationException or JsonException).ShouldBeTrue(refusal.ToString());
    }

    [Fact]
    public void What_is_no_message_of_the_simulation_is_not_written() => Should.Throw<ArgumentException>(() => _serializer.ToBinary("walk")).Message.ShouldContain("System.String");
}
