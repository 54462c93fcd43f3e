namespace EdgeKit.Cloud.Ingest;

/// <summary>One batch that waits for a record before it.</summary>
internal sealed class WaitingPlace : IDisposable
{
    /// <summary>How long to trust that nothing came: another receiver on the same database does not ring here.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;
    private readonly long _since;
    private readonly Action<WaitingPlace> _leave;
    private volatile bool _isInVain;

    /// <summary>Made by the gate.</summary>
    public WaitingPlace(Guid incarnation, long seq, TimeSpan longest, TimeProvider time, Action<WaitingPlace> leave)
    {
        (Incarnation, Seq, _longest, _time, _leave) = (incarnation, seq, longest, time, leave);
        _since = time.GetTimestamp();
    }

    /// <summary>Whose log.</summary>
    public Guid Incarnation { get; }

    /// <summary>The record that must be kept first.</summary>
    public long Seq { get; }

    /// <summary>Ends the wait.</summary>
    public void Ring() => _rung.TrySetResult();

    /// <summary>What it waits for does not come.</summary>
    public void GiveUp()
    {
        _isInVain = true;
        Ring();
    }

    /// <summary>Waits until it is worth looking again.</summary>
    /// <returns>False if it has waited long enough, or in vain.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var left = _longest - _time.GetElapsedTime(_since);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(left < LookAgain ? left : LookAgain, _time, enough.Token);
        await Task.WhenAny(_rung.Task, pause);
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return !_isInVain;
    }

    /// <inheritdoc />
    public void Dispose() => _leave(this);
}
