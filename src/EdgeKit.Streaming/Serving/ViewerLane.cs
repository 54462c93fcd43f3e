using System.Threading.Tasks.Sources;

namespace EdgeKit.Streaming.Serving;

/// <summary>
/// Lets few viewers send at a time. A new part wakes hundreds of them in the same moment; all at once they would stand in the thread
/// pool's queues before the order that comes then, at each of its steps. Here they wait outside of these queues, in the order they came,
/// and between any two of them there is room for an order.
/// </summary>
internal sealed class ViewerLane
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _free = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Waits for a turn, which ends with its disposal. To be held over the start of a send, never over the wait for its end.</summary>
    public ValueTask<Turn> EnterAsync()
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return new ValueTask<Turn>(new Turn(this));
            }

            var waiting = new Waiting(this);
            _waiting.Enqueue(waiting);
            return waiting.Turn;
        }
    }

    private void Leave()
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

        // Behind what the pool has to do by now: a thread's own queue would come before everything else.
        ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
    }

    /// <summary>The right to send.</summary>
    public readonly struct Turn(ViewerLane lane) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose() => lane.Leave();
    }

    /// <summary>One viewer that waits, and what the pool does when it is its turn: go on with it.</summary>
    private sealed class Waiting(ViewerLane lane) : IValueTaskSource<Turn>, IThreadPoolWorkItem
    {
        private ManualResetValueTaskSourceCore<Turn> _turn;

        public ValueTask<Turn> Turn => new(this, _turn.Version);

        public void Execute() => _turn.SetResult(new Turn(lane));

        public Turn GetResult(short token) => _turn.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _turn.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _turn.OnCompleted(continuation, state, token, flags);
    }
}
