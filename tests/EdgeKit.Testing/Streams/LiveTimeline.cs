namespace EdgeKit.Testing.Streams;

/// <summary>How far a live stream is published, and a place to wait for more. All renditions are published together.</summary>
public sealed class LiveTimeline
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<LivePosition, long> _publishedAt = [];
    private readonly Dictionary<long, int> _parts = [];
    private TaskCompletionSource _moved = NewSignal();

    internal LiveTimeline(TimeProvider time, long firstMsn, int window)
    {
        _time = time;
        FirstMsn = firstMsn;
        Window = window;
        Next = new LivePosition(firstMsn, 0);
        LastPublication = time.GetUtcNow();
    }

    /// <summary>The first segment that ever was.</summary>
    public long FirstMsn { get; }

    /// <summary>Whole segments that a playlist lists.</summary>
    public int Window { get; }

    /// <summary>The part that is published next: all before it are there.</summary>
    public LivePosition Next { get; private set; }

    /// <summary>Whether nothing will be published any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The wall clock at the last publication.</summary>
    public DateTimeOffset LastPublication { get; private set; }

    /// <summary>Whether a part is there.</summary>
    public bool IsPublished(LivePosition part) => part < Next;

    /// <summary>Whether a segment is there as a whole.</summary>
    public bool IsComplete(long msn) => msn < Next.Msn;

    /// <summary>Parts published of a segment, so far.</summary>
    public int PartsOf(long msn)
    {
        lock (_gate)
        {
            return _parts.GetValueOrDefault(msn);
        }
    }

    /// <summary>When a part was published, as a timestamp of the origin's clock.</summary>
    public long PublishedAt(LivePosition part)
    {
        lock (_gate)
        {
            return _publishedAt[part];
        }
    }

    /// <summary>Waits until a part is published or the stream has ended.</summary>
    /// <returns>Whether it is there.</returns>
    public async Task<bool> WaitAsync(LivePosition part, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (part < Next || HasEnded)
                {
                    return part < Next;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Publishes the next part.</summary>
    internal void Publish(bool endsSegment)
    {
        TaskCompletionSource moved;
        lock (_gate)
        {
            _publishedAt[Next] = _time.GetTimestamp();
            _parts[Next.Msn] = Next.Part + 1;
            Next = endsSegment ? new LivePosition(Next.Msn + 1, 0) : Next with { Part = Next.Part + 1 };
            LastPublication = _time.GetUtcNow();
            (moved, _moved) = (_moved, NewSignal());
        }

        moved.SetResult();
    }

    /// <summary>Ends the stream; a segment that is not whole stays as it is.</summary>
    internal void End()
    {
        lock (_gate)
        {
            HasEnded = true;
            _moved.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
