using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace EdgeKit.Streaming.Serving;

/// <summary>
/// The way out of one connection, straight to its socket. Beside what the server writes it takes cached memory by reference: the caller
/// offers a piece, asks the response for memory, and if what it gets is that very piece, nothing need be copied. Whatever the server does
/// in between, a piece that does not come back as offered is copied like any other bytes.
/// </summary>
internal sealed class DirectOutput(Socket socket) : PipeWriter, IDisposable
{
    private const int BlockSize = 8 << 10;

    private readonly SocketSend _send = new(socket);
    private readonly List<ArraySegment<byte>> _unsent = [];
    private readonly List<byte[]> _blocks = [];
    private ArraySegment<byte> _offered;
    private byte[]? _block;
    private int _used;
    private int _closed;
    private long _bytes;
    private bool _gaveOffered;
    private bool _isBroken;

    /// <inheritdoc />
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc />
    public override long UnflushedBytes => _bytes;

    /// <summary>
    /// Writes cached memory through <paramref name="response"/>, without a copy where that is possible. The memory must stay as it is
    /// until the flush that follows has ended, or <see cref="Withdraw"/> was called.
    /// </summary>
    public void Lend(PipeWriter response, ReadOnlyMemory<byte> cached)
    {
        MemoryMarshal.TryGetArray(cached, out _offered);
        var given = response.GetMemory(cached.Length);
        _offered = default;
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(given.Span), ref MemoryMarshal.GetReference(cached.Span)))
        {
            if (given.Span.Overlaps(cached.Span))
            {
                // A server that puts bytes of its own into what it is given would write into the cache.
                Withdraw();
                throw new InvalidOperationException("the server frames what it is offered");
            }

            cached.CopyTo(given);
        }

        response.Advance(cached.Length);
    }

    /// <summary>Nothing that was not sent yet will be: the response is cut off.</summary>
    public void Withdraw()
    {
        _isBroken = true;
        Release();
    }

    /// <inheritdoc />
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        _gaveOffered = _offered.Array is not null && sizeHint == _offered.Count;
        if (_gaveOffered)
        {
            CloseBlock();
            _unsent.Add(_offered);
            return _offered;
        }

        var wanted = Math.Max(sizeHint, 1);
        if (_block is null || _block.Length - _used < wanted)
        {
            CloseBlock();
            _block = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Max(wanted, BlockSize));
            _blocks.Add(_block);
            (_used, _closed) = (0, 0);
        }

        return _block.AsMemory(_used);
    }

    /// <inheritdoc />
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc />
    public override void Advance(int bytes)
    {
        _bytes += bytes;
        if (!_gaveOffered)
        {
            _used += bytes;
            return;
        }

        // The piece was added when it was given; what was not taken of it is not sent.
        _gaveOffered = false;
        _unsent[^1] = _unsent[^1][..bytes];
    }

    /// <inheritdoc />
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        CloseBlock();
        if (_isBroken || _unsent.Count == 0)
        {
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, _isBroken));
        }

        return WaitAsync(_send.SendAsync(_unsent));
    }

    /// <inheritdoc />
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (!MemoryMarshal.TryGetArray(source, out var piece))
        {
            return base.WriteAsync(source, cancellationToken);
        }

        // What TLS gives stays as it is until it is sent, so it need not be copied.
        CloseBlock();
        _unsent.Add(piece);
        return FlushAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void CancelPendingFlush()
    {
        // A flush ends when the socket took it all or is gone; the server closes the socket to end one early.
    }

    /// <inheritdoc />
    public override void Complete(Exception? exception = null) => Withdraw();

    /// <inheritdoc />
    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (exception is null)
        {
            await FlushAsync(CancellationToken.None);
        }

        Withdraw();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Withdraw();
        _send.Dispose();
    }

    private async ValueTask<FlushResult> WaitAsync(ValueTask<SocketError> sending) => Sent(await sending);

    private FlushResult Sent(SocketError error)
    {
        _isBroken |= error != SocketError.Success;
        Release();
        return new FlushResult(isCanceled: false, _isBroken);
    }

    private void CloseBlock()
    {
        if (_block is not null && _used > _closed)
        {
            _unsent.Add(new ArraySegment<byte>(_block, _closed, _used - _closed));
            _closed = _used;
        }
    }

    private void Release()
    {
        _unsent.Clear();
        _bytes = 0;
        _blocks.ForEach(static block => System.Buffers.ArrayPool<byte>.Shared.Return(block));
        _blocks.Clear();
        (_block, _used, _closed) = (null, 0, 0);
    }

    /// <summary>One send at a time, without an allocation for each.</summary>
    private sealed class SocketSend(Socket socket) : SocketAsyncEventArgs(true), IValueTaskSource<SocketError>
    {
        private ManualResetValueTaskSourceCore<SocketError> _result;

        public ValueTask<SocketError> SendAsync(List<ArraySegment<byte>> pieces)
        {
            if (pieces.Count == 1)
            {
                BufferList = null;
                SetBuffer(pieces[0].Array, pieces[0].Offset, pieces[0].Count);
            }
            else
            {
                SetBuffer(null, 0, 0);
                BufferList = pieces;
            }

            _result.Reset();
            try
            {
                return socket.SendAsync(this) ? new ValueTask<SocketError>(this, _result.Version) : new ValueTask<SocketError>(SocketError);
            }
            catch (ObjectDisposedException)
            {
                return new ValueTask<SocketError>(SocketError.Shutdown);
            }
        }

        public SocketError GetResult(short token) => _result.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _result.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _result.OnCompleted(continuation, state, token, flags);

        protected override void OnCompleted(SocketAsyncEventArgs e) => _result.SetResult(SocketError);
    }
}
