using EdgeKit.Kernel.Ledger;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Push;

/// <summary>The batches under way, oldest first. When it ends, nothing of it is left running.</summary>
internal sealed class Flight(ICloudTransport transport, ILedgerFeed feed, LinkEstimate link, TimeProvider time) : IAsyncDisposable
{
    private readonly Queue<(PushBatch Batch, Task<PushResult> Result, long Started)> _batches = new();
    private readonly CancellationTokenSource _abandon = new();
    private long _position;

    /// <summary>Batches under way.</summary>
    public int Count => _batches.Count;

    /// <summary>Ends when the answer to the oldest of them is there.</summary>
    public Task Oldest => _batches.Peek().Result;

    /// <summary>How often it had to begin again.</summary>
    public int Restarts { get; private set; } = -1;

    /// <summary>The next batch begins after this record.</summary>
    public void RestartAt(long after)
    {
        _position = after;
        Restarts++;
    }

    /// <summary>Sends the next batch on its way.</summary>
    /// <returns>False if there is none.</returns>
    public async ValueTask<bool> LaunchAsync(int limit, CancellationToken cancellationToken)
    {
        var records = await feed.ReadAsync(_position, limit, cancellationToken);
        if (records.Count == 0)
        {
            return false;
        }

        var batch = new PushBatch(_batches.TryPeek(out var oldest) ? oldest.Batch.First : records[0].Seq, records);
        _batches.Enqueue((batch, SendAsync(batch, cancellationToken), time.GetTimestamp()));
        _position = batch.Last;
        return true;
    }

    /// <summary>The answer to the oldest batch, and how long it took.</summary>
    public async ValueTask<(PushBatch Batch, PushResult Result, TimeSpan Took)> LandAsync()
    {
        var (batch, result, started) = _batches.Peek();
        var answer = await result;
        var took = time.GetElapsedTime(started);
        _batches.Dequeue();
        if (answer is PushResult.Acknowledged(_, var bytes))
        {
            // A refusal comes back at once and carried nothing: counted, it would make the link look fast.
            link.Landed(batch.Last - batch.First + 1, bytes, took, _batches.Count + 1);
        }

        return (batch, answer, took);
    }

    /// <summary>Waits for what is under way, whatever becomes of it.</summary>
    public async ValueTask AbandonAsync()
    {
        Task all = Task.WhenAll(_batches.Select(static batch => batch.Result));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _batches.Clear();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _abandon.CancelAsync();
        await AbandonAsync();
        _abandon.Dispose();
    }

    private async Task<PushResult> SendAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandon.Token);
        return await transport.PushAsync(batch, either.Token);
    }
}
