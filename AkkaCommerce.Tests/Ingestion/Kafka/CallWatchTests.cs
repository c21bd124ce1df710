using AkkaCommerce.Ingestion.Kafka;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

public sealed class CallWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _hung = [];

    [Fact]
    public void A_call_that_does_not_come_back_is_named_once()
    {
        using var watch = new CallWatch(_time, _hung.Add);
        var call = watch.Begin("committing", TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(29));
        _hung.ShouldBeEmpty();

        _time.Advance(TimeSpan.FromMinutes(5));

        _hung.ShouldBe(["committing"]);
        watch.Hangs.ShouldBeTrue();
        call.Dispose();
    }

    [Fact]
    public void Calls_that_come_back_are_not()
    {
        using var watch = new CallWatch(_time, _hung.Add);
        for (var call = 0; call < 10; call++)
            using (watch.Begin("committing", TimeSpan.FromSeconds(30)))
                _time.Advance(TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromMinutes(5));

        _hung.ShouldBeEmpty();
        watch.Hangs.ShouldBeFalse();
    }
}
