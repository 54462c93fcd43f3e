using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>
/// Runs checks side by side. It takes no longer than the most patient of them: one that hangs, even in a system call on a disk that no
/// longer answers, is left behind and reported as unknown.
/// </summary>
internal static class Examination
{
    /// <summary>Runs them.</summary>
    /// <param name="checks">In the order of the report.</param>
    /// <param name="time">Counts the patience.</param>
    /// <param name="done">Told the name of each that has ended.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    public static async Task<IReadOnlyList<DoctorItem>> RunAsync(IReadOnlyList<ICheck> checks, TimeProvider time, Action<string> done, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(checks.Select(async check =>
        {
            var items = await RunAsync(check, time, cancellationToken);
            done(check.Name);
            return items;
        }));
        return [.. found.SelectMany(static items => items)];
    }

    /// <summary>The worst of all; ok of none.</summary>
    public static DoctorState Worst(IEnumerable<DoctorItem> items) => items.Select(static item => item.State).DefaultIfEmpty(DoctorState.Ok).Max();

    /// <summary>Does <paramref name="work"/> on a thread of its own, so that one that blocks holds up nobody else, and waits for it as long as <paramref name="patience"/>.</summary>
    /// <exception cref="TimeoutException">It takes longer, and is left behind.</exception>
    public static async Task<T> WithinAsync<T>(TimeSpan patience, TimeProvider time, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = ended.Token;
        var working = Task.Factory.StartNew(() => work(token), token, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
        try
        {
            return await working.WaitAsync(patience, time, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private static async Task<IReadOnlyList<DoctorItem>> RunAsync(ICheck check, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await WithinAsync(check.Patience, time, check.LookAsync, cancellationToken);
        }
        catch (TimeoutException)
        {
            return [Finding.Unknown(check.Name, $"did not answer in {Figure.Span(check.Patience)}", "Run the doctor again; if it still does not answer, restart the kit and look at 'journalctl -k'.")];
        }
        catch (UnauthorizedAccessException exception)
        {
            return [Finding.Unknown(check.Name, exception.Message, "Run the doctor as root: sudo edgekit doctor.")];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What one check did not reckon with must not cost the technician the others.
            return [Finding.Unknown(check.Name, $"{exception.GetType().Name}: {exception.Message}", "Run the doctor again; if it stays, send this report to whoever looks after the kits.")];
        }
    }
}
