using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Grants;

/// <summary>Allocates whatever the bell rang for, and every so often everything.</summary>
internal sealed partial class AllocationLoop(
    Allocator allocator, AllocationBell bell, CloudOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<AllocationLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>What rings while one round runs, and a little longer, is one round.</summary>
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Allocates)
        {
            return;
        }

        long? sweptAt = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var due = sweptAt is { } swept ? SweepEvery - time.GetElapsedTime(swept) : TimeSpan.Zero;
            if (due > TimeSpan.Zero)
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(bell.Rung, Task.Delay(due, time, enough.Token));
                await enough.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
            }

            var rung = bell.Take();
            var sweeps = rung is null || sweptAt is null || time.GetElapsedTime(sweptAt.Value) >= SweepEvery;
            sweptAt = sweeps ? time.GetTimestamp() : sweptAt;
            await Task.Delay(await TryAsync(sweeps ? null : rung, stoppingToken) ? BetweenRounds : AfterFault, time, stoppingToken);
        }
    }

    /// <summary>One round. Whatever fails is looked at again by the next sweep.</summary>
    private async Task<bool> TryAsync(IReadOnlyCollection<string>? skus, CancellationToken cancellationToken)
    {
        try
        {
            await allocator.RunAsync(skus, cancellationToken);
            return true;
        }
        catch (StoreException exception) when (exception.Fault == StoreFault.Failed)
        {
            LogStoreFailed(exception);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(exception);
            return false;
        }
    }

    [LoggerMessage(20021, LogLevel.Error, "The store failed, and the cloud stops to open it anew")]
    private partial void LogStoreFailed(Exception exception);

    [LoggerMessage(20022, LogLevel.Warning, "Rights could not be allocated now")]
    private partial void LogFault(Exception exception);
}
