namespace EdgeKit.Streaming.Cache;

/// <summary>
/// One object while it fills and after. One fill writes it, any number of readers follow: what is published is never changed. Whoever
/// uses it holds a lease; its chunks are let go when it is evicted and the last lease has ended.
/// </summary>
internal sealed class CacheObject(ObjectKey key, Placement placement, long startedAt)
{
    private readonly Lock _gate = new();
    private readonly List<Piece> _pieces = [];
    private TaskCompletionSource? _changed;
    private int _leases;
    private volatile ObjectState _state;
    private bool _isEvicted;
    private long _written;

    public ObjectKey Key { get; } = key;

    public Placement Placement { get; } = placement;

    /// <summary>The monotonic timestamp at which it was asked for.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>The monotonic timestamp at which its head came.</summary>
    public long HeadAt { get; private set; }

    /// <summary>The monotonic timestamp after which it is not used any more; for remembered errors.</summary>
    public long? UsableUntil { get; private set; }

    /// <summary>Written after all that it speaks for, and read without the lock.</summary>
    public ObjectState State => _state;

    public ObjectHead? Head { get; private set; }

    /// <summary>Why it failed, in words.</summary>
    public string? Failure { get; private set; }

    /// <summary>Bytes that readers may have.</summary>
    public long Published { get; private set; }

    /// <summary>Bytes of memory that it holds, alone or with others.</summary>
    public long Memory { get; private set; }

    /// <summary>Whether readers must go, since their object has left the live window.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>A lease, or false if the object is gone.</summary>
    public bool TryLease()
    {
        lock (_gate)
        {
            if (_isEvicted)
            {
                return false;
            }

            _leases++;
            return true;
        }
    }

    /// <summary>Ends a lease.</summary>
    public void EndLease()
    {
        lock (_gate)
        {
            _leases--;
            FreeIfUnused();
        }
    }

    /// <summary>Takes it out of use: no new lease, and its memory goes when the last one ends.</summary>
    /// <param name="isBehind">Whether those who still read it are cut off.</param>
    public void Evict(bool isBehind)
    {
        lock (_gate)
        {
            _isEvicted = true;
            IsBehind |= isBehind;
            FreeIfUnused();
        }
    }

    /// <summary>The origin has answered.</summary>
    public void Begin(ObjectHead head, long now) => Change(ObjectState.Filling, () => (Head, HeadAt) = (head, now));

    /// <summary>Memory to fill next: the rest of the last chunk, or nothing.</summary>
    public Memory<byte> Space()
    {
        lock (_gate)
        {
            return _pieces is [.., var last] ? last.Chunk.Bytes.AsMemory(last.Offset + last.Length) : default;
        }
    }

    /// <summary>Adds an empty chunk to fill.</summary>
    public void Add(Chunk chunk)
    {
        lock (_gate)
        {
            _pieces.Add(new Piece(chunk, 0, 0));
            Memory += chunk.Bytes.Length;
        }
    }

    /// <summary>The next <paramref name="count"/> bytes are written; readers have them from the next publication on.</summary>
    public void Wrote(int count)
    {
        lock (_gate)
        {
            var last = _pieces[^1];
            _pieces[^1] = last with { Length = last.Length + count };
            _written += count;
        }
    }

    /// <summary>Bytes written, published or not.</summary>
    public long Written
    {
        get
        {
            lock (_gate)
            {
                return _written;
            }
        }
    }

    /// <summary>Lets readers have what is written.</summary>
    public void Publish()
    {
        if (Published < Written)
        {
            Change(_state, () => Published = _written);
        }
    }

    /// <summary>All of it is written.</summary>
    public void Complete(long? usableUntil = null) =>
        Change(ObjectState.Complete, () => (Published, UsableUntil, Head) = (_written, usableUntil, Head! with { Length = Head!.Status == 200 ? _written : 0 }));

    /// <summary>It will never be whole.</summary>
    public void Fail(string why) => Change(ObjectState.Failed, () => Failure = why);

    /// <summary>Its head says that it is not for everyone. Nobody sees that head as the beginning of an answer.</summary>
    public void Refuse(ObjectHead head, long at, long usableUntil) => Change(ObjectState.Private, () => (Head, HeadAt, UsableUntil) = (head, at, usableUntil));

    /// <summary>Appends what another, complete object holds, without a copy.</summary>
    public void Share(CacheObject other)
    {
        lock (other._gate)
        {
            foreach (var piece in other._pieces)
            {
                piece.Chunk.Retain();
                _pieces.Add(piece);
                Memory += piece.Chunk.Bytes.Length;
                _written += piece.Length;
            }
        }
    }

    /// <summary>The bytes published at <paramref name="cursor"/>, up to the end of a chunk; empty if there are none yet.</summary>
    public ReadOnlyMemory<byte> Read(ref ReadCursor cursor)
    {
        lock (_gate)
        {
            while (cursor.Piece < _pieces.Count)
            {
                var piece = _pieces[cursor.Piece];
                var within = cursor.Position - cursor.PieceStart;
                if (within < piece.Length)
                {
                    var count = Math.Min(piece.Length - within, Published - cursor.Position);
                    return count <= 0 ? default : new ReadOnlyMemory<byte>(piece.Chunk.Bytes, piece.Offset + (int)within, (int)count);
                }

                if (cursor.Piece == _pieces.Count - 1)
                {
                    break;
                }

                cursor = cursor with { Piece = cursor.Piece + 1, PieceStart = cursor.PieceStart + piece.Length };
            }

            return default;
        }
    }

    /// <summary>
    /// Ends when more is published than <paramref name="published"/>, or the state is no longer <paramref name="state"/>; at once when
    /// nothing can change any more.
    /// </summary>
    public Task ChangedAsync(long published, ObjectState state)
    {
        lock (_gate)
        {
            if (Published > published || _state != state || _state is not (ObjectState.Asked or ObjectState.Filling))
            {
                return Task.CompletedTask;
            }

            _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _changed.Task;
        }
    }

    private void Change(ObjectState state, Action change)
    {
        TaskCompletionSource? changed;
        lock (_gate)
        {
            change();

            // A publication that comes late must not bring back a state that is over.
            _state = _state is ObjectState.Asked or ObjectState.Filling ? state : _state;
            (changed, _changed) = (_changed, null);
        }

        changed?.SetResult();
    }

    private void FreeIfUnused()
    {
        if (!_isEvicted || _leases > 0)
        {
            return;
        }

        _pieces.ForEach(static piece => piece.Chunk.Release());
        _pieces.Clear();
        Memory = 0;
    }

    private readonly record struct Piece(Chunk Chunk, int Offset, int Length);
}
