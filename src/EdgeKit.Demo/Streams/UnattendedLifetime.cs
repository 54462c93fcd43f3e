using Microsoft.Extensions.Hosting;

namespace EdgeKit.Demo.Streams;

/// <summary>A host that leaves signals to the demo around it.</summary>
internal sealed class UnattendedLifetime : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
