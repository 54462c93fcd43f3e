using EdgeKit.Cloud.Stores;

namespace EdgeKit.Cloud.Grants;

/// <summary>Allocates whatever the bell rang for, and every so often everything, from the start of the receiver to its end.</summary>
internal sealed partial class AllocationLoop(
    Allocator allocator, AllocationBell bell, CloudOptions options, TimeProvider time, StoreFailure failure, ILogger<AllocationLoop> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>What rings while one round runs, and a little longer, is one round.</summary>
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;
    private long? _sweptAt;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = options.Allocates ? RunAsync(_ending.Token) : Task.CompletedTask;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _ending.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await WaitAsync(cancellationToken);
                var rung = bell.Take();
                var sweeps = rung is null || UntilSweep() <= TimeSpan.Zero;
                _sweptAt = sweeps ? time.GetTimestamp() : _sweptAt;
                await Task.Delay(await TryAsync(sweeps ? null : rung, cancellationToken) ? BetweenRounds : AfterFault, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogEnded();
        }
    }

    /// <summary>Waits for the bell or the next sweep.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var due = UntilSweep();
        if (due > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(bell.Rung, Task.Delay(due, time, enough.Token));
            await enough.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private TimeSpan UntilSweep() => _sweptAt is { } swept ? SweepEvery - time.GetElapsedTime(swept) : TimeSpan.Zero;

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
            failure.End(exception);
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(exception);
            return false;
        }
    }

    [LoggerMessage(20022, LogLevel.Warning, "Rights could not be allocated now")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(20023, LogLevel.Debug, "The allocation ends with the receiver")]
    private partial void LogEnded();
}
