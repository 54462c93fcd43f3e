using System.Threading.Channels;

namespace EdgeKit.Kernel.Loops;

/// <summary>
/// Wakes a loop before its pause is over. Ringing says only that there may be work:
/// the loop looks for it in its log, so a lost or doubled ring does no harm.
/// </summary>
public sealed class Doorbell(TimeProvider time)
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings. Rings that come before the loop wakes count as one.</summary>
    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Returns at the next ring, or once <paramref name="pause"/> is over.</summary>
    public async ValueTask WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(static bell => ((Doorbell)bell!).Ring(), this, pause, Timeout.InfiniteTimeSpan);
        await _rings.Reader.ReadAsync(cancellationToken);
    }
}
