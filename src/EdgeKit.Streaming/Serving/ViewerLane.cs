using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace EdgeKit.Streaming.Serving;

/// <summary>
/// Lets few viewers send at a time. A new part wakes hundreds of them in the same moment; all at once they would stand in the thread
/// pool's queues before the order that comes then, at each of its steps. Here they wait outside of these queues, in the order they came,
/// and no more threads send than leave one free for an order.
/// </summary>
internal sealed class ViewerLane : IThreadPoolWorkItem
{
    /// <summary>Sends that one thread begins before it lets what else waits for a thread come first.</summary>
    private const int MostInARow = 16;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _free = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Flushes when it is this viewer's turn. The turn is over when the send has begun: a slow phone holds up nobody.</summary>
    public async ValueTask<FlushResult> FlushAsync(PipeWriter writer)
    {
        Waiting? waiting = null;
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
            }
            else
            {
                waiting = new Waiting(writer);
                _waiting.Enqueue(waiting);
            }
        }

        return await (waiting is null ? FlushNowAsync(writer) : await waiting.Begun);
    }

    /// <summary>Serves those who wait.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        for (var sends = 0; sends < MostInARow; sends++)
        {
            Waiting? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _free++;
                    return;
                }
            }

            next.Begin();
        }

        GoOn();
    }

    private ValueTask<FlushResult> FlushNowAsync(PipeWriter writer)
    {
        try
        {
            return writer.FlushAsync(CancellationToken.None);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _free++;
                return;
            }
        }

        GoOn();
    }

    // Behind what the pool has to do by now: a thread's own queue would come before everything else.
    private void GoOn() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>One viewer that waits for the beginning of its send.</summary>
    private sealed class Waiting(PipeWriter writer) : IValueTaskSource<ValueTask<FlushResult>>
    {
        // What a viewer does after that is its own business, not this thread's.
        private ManualResetValueTaskSourceCore<ValueTask<FlushResult>> _begun = new() { RunContinuationsAsynchronously = true };

        public ValueTask<ValueTask<FlushResult>> Begun => new(this, _begun.Version);

        public void Begin()
        {
            ValueTask<FlushResult> sending;
            try
            {
                sending = writer.FlushAsync(CancellationToken.None);
            }
#pragma warning disable CA1031 // Whatever it is, the viewer that waits has to know, and the next one is not to blame.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                sending = ValueTask.FromException<FlushResult>(exception);
            }

            _begun.SetResult(sending);
        }

        public ValueTask<FlushResult> GetResult(short token) => _begun.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _begun.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _begun.OnCompleted(continuation, state, token, flags);
    }
}
