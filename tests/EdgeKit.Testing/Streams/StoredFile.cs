using System.Globalization;

namespace EdgeKit.Testing.Streams;

/// <summary>A file that an encoder sends: it can be read while it grows.</summary>
internal sealed class StoredFile : OriginContent
{
    private readonly Lock _gate = new();
    private byte[] _bytes = new byte[65_536];
    private int _length;
    private bool _isWhole;
    private TaskCompletionSource _grown = NewSignal();

    public StoredFile(string path, long version, DateTimeOffset now)
    {
        ContentType = Path.GetExtension(path) switch
        {
            ".m3u8" => "application/vnd.apple.mpegurl",
            ".mpd" => "application/dash+xml",
            _ => "video/mp4",
        };
        CacheControl = IsPlaylist(path) ? "no-cache" : "max-age=3600";
        ETag = string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");
        LastModified = now;
    }

    /// <inheritdoc />
    public override long? Length
    {
        get
        {
            lock (_gate)
            {
                return _isWhole ? _length : null;
            }
        }
    }

    /// <summary>Whether it is replaced as a whole rather than read while it grows.</summary>
    public static bool IsPlaylist(string path) => Path.GetExtension(path) is ".m3u8" or ".mpd";

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            if (_length + bytes.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + bytes.Length));
            }

            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
            (grown, _grown) = (_grown, NewSignal());
        }

        grown.SetResult();
    }

    /// <summary>It grows no more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isWhole = true;
            _grown.TrySetResult();
        }
    }

    /// <inheritdoc />
    public override async ValueTask<long> TotalAsync(CancellationToken cancellationToken)
    {
        while (Length is null)
        {
            await GrownAsync(cancellationToken);
        }

        return Length.Value;
    }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (offset < _length || _isWhole)
                {
                    var copied = (int)Math.Clamp(_length - offset, 0, into.Length);
                    _bytes.AsSpan((int)Math.Min(offset, _length), copied).CopyTo(into.Span);
                    return copied;
                }
            }

            await GrownAsync(cancellationToken, offset);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task GrownAsync(CancellationToken cancellationToken, long beyond = long.MaxValue)
    {
        lock (_gate)
        {
            return _isWhole || _length > beyond ? Task.CompletedTask : _grown.Task.WaitAsync(cancellationToken);
        }
    }
}
