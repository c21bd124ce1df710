using Microsoft.Extensions.Hosting;

namespace AkkaCommerce.Node.Hosting;

/// <summary>The host neither listens to signals nor prints: <see cref="Signals"/> and the command do.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
