using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Kernel.Loops;

/// <summary>
/// Runs one pass after another until the daemon stops. A pass that throws is logged here and nowhere else, aloud at the first,
/// second, fourth, eighth failure and so on, since being offline is normal. The next pass waits for the backoff, which no doorbell shortens.
/// </summary>
public abstract partial class RecurringLoop(Doorbell doorbell, Backoff backoff, TimeProvider time, ILogger logger) : BackgroundService, IVital
{
    private long _passStarted;

    /// <inheritdoc />
    public string Name => GetType().Name;

    /// <inheritdoc />
    public bool IsAlive => Interlocked.Read(ref _passStarted) is var started && (started == 0 || Time.GetElapsedTime(started) < PassDeadline);

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Ends the pause: there may be something to do.</summary>
    protected void Ring() => doorbell.Ring();

    /// <summary>A pass that takes longer hangs.</summary>
    protected virtual TimeSpan PassDeadline => TimeSpan.FromMinutes(10);

    /// <summary>Does all the work there is now.</summary>
    /// <returns>How long to pause if nobody rings.</returns>
    public abstract ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>Tells what a failed pass means before the loop waits; for a state that others see.</summary>
    protected virtual void OnFailed(Exception exception)
    {
    }

    /// <summary>How long to wait before the next pass.</summary>
    /// <param name="failures">Failures in a row, one or more.</param>
    /// <param name="asked">How long the far side asked for.</param>
    protected virtual TimeSpan WaitAfter(int failures, TimeSpan? asked) => backoff.After(failures, asked);

    /// <inheritdoc />
    [SuppressMessage("Design", "CA1031", Justification = "The one place that may catch everything: a loop outlives its passes.")]
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                Interlocked.Exchange(ref _passStarted, Time.GetTimestamp());
                var pause = await RunOnceAsync(stoppingToken);
                Interlocked.Exchange(ref _passStarted, 0);
                if (failures > 0)
                {
                    LogRecovered(Name, failures);
                    failures = 0;
                }

                await doorbell.WaitAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Interlocked.Exchange(ref _passStarted, 0);
                failures++;
                OnFailed(exception);
                var wait = WaitAfter(failures, (exception as RetryAfterException)?.Wait);
                LogFailed(BitOperations.IsPow2(failures) ? LogLevel.Warning : LogLevel.Debug, Name, failures, wait, Why(exception));
                LogTrace(exception, Name);
                try
                {
                    await Task.Delay(wait, Time, stoppingToken);
                }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private static string Why(Exception exception) =>
        exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{exception.Message} ({inner.Message})"
            : exception.Message;

    [LoggerMessage(EventId = 1001, Message = "{Loop} failed, {Failures} in a row; next pass in {Wait}: {Why}")]
    private partial void LogFailed(LogLevel level, string loop, int failures, TimeSpan wait, string why);

    [LoggerMessage(1002, LogLevel.Information, "{Loop} works again after {Failures} failures")]
    private partial void LogRecovered(string loop, int failures);

    [LoggerMessage(1003, LogLevel.Debug, "{Loop} failed like this")]
    private partial void LogTrace(Exception exception, string loop);
}
