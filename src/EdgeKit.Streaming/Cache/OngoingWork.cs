using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Cache;

/// <summary>What goes on without a viewer that waits for it: fills and pollers. They end with the host, which waits for them.</summary>
internal sealed partial class OngoingWork(ILogger<OngoingWork> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Runs a piece of work, whether or not somebody waits for it.</summary>
    /// <returns>Ends when the work has, and never with a fault.</returns>
    public Task RunAsync(Func<CancellationToken, Task> run)
    {
        var running = GuardAsync(run);
        lock (_gate)
        {
            _running.RemoveWhere(static task => task.IsCompleted);
            if (!running.IsCompleted)
            {
                _running.Add(running);
            }
        }

        return running;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ended.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _ended.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "A fault here is logged as the defect it is, and must not end the daemon.")]
    private async Task GuardAsync(Func<CancellationToken, Task> run)
    {
        // The viewer that started it goes its own way.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await run(_ended.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            LogFault(exception);
        }
    }

    [LoggerMessage(5011, LogLevel.Error, "Work on a stream failed, which is a defect")]
    private partial void LogFault(Exception exception);
}
