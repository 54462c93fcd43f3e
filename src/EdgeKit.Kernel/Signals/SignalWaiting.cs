namespace EdgeKit.Kernel.Signals;

/// <summary>Waiting on signals.</summary>
public static class SignalWaiting
{
    /// <summary>Waits until <paramref name="holds"/>, or until <paramref name="patience"/> is over.</summary>
    /// <returns>Whether it holds.</returns>
    public static async ValueTask<bool> WaitAsync<T>(
        this ISignal<T> signal, Func<T, bool> holds, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (holds(signal.Current) || patience <= TimeSpan.Zero)
        {
            return holds(signal.Current);
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = signal.Subscribe(value => _ = holds(value) && reached.TrySetResult());
        if (holds(signal.Current))
        {
            return true;
        }

        using var patienceOver = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patienceOver.Token, cancellationToken);
        try
        {
            await reached.Task.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
