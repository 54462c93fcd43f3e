using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>The batches of one connection that wait for the cloud's word, in the order in which they go. Any thread may ask: the connection's end comes when it will.</summary>
/// <param name="time">The time.</param>
internal sealed class PendingBatches(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingBatch> _batches = new();

    /// <summary>The one that has waited longest; nothing where none waits.</summary>
    public PendingBatch? Oldest
    {
        get
        {
            lock (_gate)
            {
                return _batches.TryPeek(out var oldest) ? oldest : null;
            }
        }
    }

    /// <summary>Their bytes on the line, of those that were written.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _batches.Sum(static batch => (long)batch.Bytes);
            }
        }
    }

    /// <summary>One more.</summary>
    public PendingBatch Add(PushBatch batch)
    {
        var pending = new PendingBatch(batch, time.GetTimestamp());
        lock (_gate)
        {
            _batches.Enqueue(pending);
        }

        return pending;
    }

    /// <summary>Takes out the oldest where the cloud has it, or it was answered otherwise.</summary>
    /// <param name="ack">The last record that the cloud has.</param>
    public PendingBatch? TakeKnown(long ack)
    {
        lock (_gate)
        {
            return _batches.TryPeek(out var oldest) && (oldest.Result.IsCompleted || oldest.Batch.Last <= ack) ? _batches.Dequeue() : null;
        }
    }

    /// <summary>The cloud said the same of all of them.</summary>
    public void AllBecame(PushResult result) => TakeAll().ForEach(batch => batch.Became(result));

    /// <summary>The connection ended: of all of them it will never be known.</summary>
    public void AllFailed(Exception why) => TakeAll().ForEach(batch => batch.Failed(why));

    private List<PendingBatch> TakeAll()
    {
        lock (_gate)
        {
            List<PendingBatch> all = [.. _batches];
            _batches.Clear();
            return all;
        }
    }
}
