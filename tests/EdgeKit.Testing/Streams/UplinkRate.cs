namespace EdgeKit.Testing.Streams;

/// <summary>The thin line behind an origin: one rate shared by all its connections, piece by piece in turns.</summary>
internal sealed class UplinkRate(TimeProvider time)
{
    private const int MostBytes = 65_536;
    private const int LeastBytes = 1_400;
    private const int PiecesPerSecond = 200;

    /// <summary>A sender that comes back this late was not idle: its timer was late, and the line loses nothing by it.</summary>
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private long _freeAt;

    /// <summary>Bits a second; 0 for no limit.</summary>
    public long BitsPerSecond { get; set; }

    /// <summary>How much to ask for at a time.</summary>
    public int PieceBytes => BitsPerSecond == 0 ? MostBytes : (int)Math.Clamp(BitsPerSecond / 8 / PiecesPerSecond, LeastBytes, MostBytes);

    /// <summary>Returns when the line has carried so many bytes.</summary>
    public ValueTask TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        var rate = BitsPerSecond;
        if (rate == 0 || bytes == 0)
        {
            return ValueTask.CompletedTask;
        }

        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var start = now > _freeAt && time.GetElapsedTime(_freeAt, now) > TimerSlack ? now : _freeAt;
            _freeAt = start + (long)(bytes * 8.0 * time.TimestampFrequency / rate);
            wait = _freeAt > now ? time.GetElapsedTime(now, _freeAt) : TimeSpan.Zero;
        }

        return wait > TimeSpan.Zero ? new ValueTask(Task.Delay(wait, time, cancellationToken)) : ValueTask.CompletedTask;
    }
}
