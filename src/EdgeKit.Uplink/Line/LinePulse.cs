namespace EdgeKit.Uplink.Line;

/// <summary>
/// Listens whether a line still lives. Its silence is broken by a pulse, and the line ends when the cloud stays silent: unless the link is gone and may come back with it.
/// </summary>
/// <param name="host">What the line needs.</param>
/// <param name="pending">What waits for the cloud's word.</param>
/// <param name="send">Puts a pulse with a number on the line.</param>
internal sealed class LinePulse(LineHost host, PendingBatches pending, Func<int, CancellationToken, ValueTask> send)
{
    /// <summary>How long the cloud may say nothing while something waits for its word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    // The kernel tries every two seconds while the link is gone, and an answer takes a slow link another.
    private static readonly TimeSpan Revival = TimeSpan.FromSeconds(3);

    private readonly long _began = host.Time.GetTimestamp();
    private long _heardAt = host.Time.GetTimestamp();
    private long _signAt = host.Time.GetTimestamp();
    private long _sentAt;
    private int _sent;

    /// <summary>What to say of a cloud that was silent for so long.</summary>
    public static TimeoutException Silent(TimeSpan silence) => new($"the cloud has said nothing for {silence.TotalSeconds:0} s");

    /// <summary>The cloud said something.</summary>
    public void Heard() => Interlocked.Exchange(ref _heardAt, host.Time.GetTimestamp());

    /// <summary>How long the cloud's answer to a pulse took; 0 is the number of the line's opening.</summary>
    /// <returns>Nothing where it is not the last that was sent.</returns>
    public TimeSpan? Took(int number) => number == _sent ? host.Time.GetElapsedTime(number == 0 ? _began : _sentAt) : null;

    /// <summary>Keeps the line alive until it is over.</summary>
    /// <param name="opened">Ends when the line is open.</param>
    /// <param name="over">When it is over.</param>
    /// <exception cref="TimeoutException">The cloud stays silent.</exception>
    /// <exception cref="OperationCanceledException">The line is over.</exception>
    public async Task RunAsync(Task opened, CancellationToken over)
    {
        await WaitForOpeningAsync(opened, over);
        while (true)
        {
            var silence = Since(Interlocked.Read(ref _heardAt));
            var oldest = pending.Oldest;
            var waited = oldest is not null ? Durations.Shorter(Durations.Shorter(silence, Since(_signAt)), Since(oldest.Since)) : TimeSpan.Zero;
            if (waited >= Patience)
            {
                if (!await RevivesAsync(over))
                {
                    throw Silent(silence);
                }
            }
            else if (silence >= host.KeepAlive.Interval && oldest is null)
            {
                await PulseAsync(silence, over);
            }
            else
            {
                // Somebody may begin to wait for an answer meanwhile, so never for longer than that may take.
                await Task.Delay(Durations.Shorter(Patience - waited, Durations.Longer(host.KeepAlive.Interval - silence, LookAgain)), host.Time, over);
            }
        }
    }

    private TimeSpan Since(long timestamp) => host.Time.GetElapsedTime(timestamp);

    private async Task WaitForOpeningAsync(Task opened, CancellationToken over)
    {
        var first = await Task.WhenAny(opened, Task.Delay(Patience, host.Time, over));
        over.ThrowIfCancellationRequested();
        if (first != opened)
        {
            throw Silent(Since(_began));
        }
    }

    private async Task PulseAsync(TimeSpan silence, CancellationToken over)
    {
        (_sent, _sentAt) = (_sent + 1, host.Time.GetTimestamp());
        var heard = Interlocked.Read(ref _heardAt);
        await send(_sent, over);
        await Task.Delay(Patience, host.Time, over);
        if (Interlocked.Read(ref _heardAt) != heard)
        {
            host.KeepAlive.Held(silence);
        }
        else if (!await RevivesAsync(over))
        {
            host.KeepAlive.Cut(silence);
            throw Silent(silence + Patience);
        }
    }

    /// <summary>Waits for a link that may come back. Once another connection gets through, this one has a few seconds to do so too.</summary>
    /// <returns>Whether there is a sign of the far end again.</returns>
    private async Task<bool> RevivesAsync(CancellationToken over)
    {
        if (!host.Life.Persists)
        {
            return false;
        }

        host.Life.IsGone();
        var (begun, heard) = (host.Time.GetTimestamp(), Interlocked.Read(ref _heardAt));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(over);
        var reached = host.Life.ReachAsync(enough.Token);
        try
        {
            long? reachedAt = null;
            while (!HasSign() && (reachedAt is not { } at || Since(at) < Revival))
            {
                await Task.Delay(LookAgain, host.Time, over);
                reachedAt ??= reached.IsCompleted ? host.Time.GetTimestamp() : null;
            }
        }
        finally
        {
            await enough.CancelAsync();
            await reached.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (HasSign())
        {
            _signAt = host.Time.GetTimestamp();
            host.Life.IsBack();
            return true;
        }

        if (reached.IsCompletedSuccessfully)
        {
            host.Life.Lost();
        }

        return false;

        bool HasSign() => Interlocked.Read(ref _heardAt) != heard || host.Life.SinceAck < Since(begun);
    }
}
