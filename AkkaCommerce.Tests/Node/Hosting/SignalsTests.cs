using AkkaCommerce.Node.Hosting;

namespace AkkaCommerce.Tests.Node.Hosting;

public sealed class SignalsTests
{
    [Fact]
    public void Whoever_cannot_be_told_of_a_signal_any_more_keeps_it_from_nobody_and_throws_nothing()
    {
        using var signals = new Signals(_ => { });
        var told = false;
        signals.Stop.Register(() => told = true);
        signals.Stop.Register(() => throw new ObjectDisposedException("actor system"));

        Should.NotThrow(signals.StopAll);

        told.ShouldBeTrue();
        signals.Stop.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_signal_that_was_on_its_way_when_all_was_over_is_nothing()
    {
        var signals = new Signals(_ => { });
        signals.Dispose();

        Should.NotThrow(signals.StopAll);
    }
}
