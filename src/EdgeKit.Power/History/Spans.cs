using System.Runtime.InteropServices;

namespace EdgeKit.Power.History;

/// <summary>
/// The newest spans of one quantity, of one length: a ring with a place for each span of time. Places that were not written are empty,
/// so that a gap stays one.
/// </summary>
/// <param name="length">How many spans are kept.</param>
internal sealed class Spans(int length)
{
    private readonly Rollup[] _spans = [.. Enumerable.Repeat(Rollup.Nothing, length)];

    /// <summary>The number of the newest span; -1 for none.</summary>
    public long Newest { get; private set; } = -1;

    /// <summary>What was in the span with this number; nothing if it is not kept any more.</summary>
    public Rollup this[long number] => number > Newest || number <= Newest - length || number < 0 ? Rollup.Nothing : _spans[number % length];

    /// <summary>Writes a span. One before the newest is written too while it is kept; the clock may have been set back.</summary>
    public void Set(long number, Rollup rollup)
    {
        if (number <= Newest - length)
        {
            return;
        }

        for (var skipped = Math.Max(Newest + 1, number - length + 1); skipped < number; skipped++)
        {
            _spans[skipped % length] = Rollup.Nothing;
        }

        _spans[number % length] = rollup;
        Newest = Math.Max(Newest, number);
    }

    /// <summary>The spans of a block of time, as they are stored.</summary>
    public byte[] Bytes(long first, int count) =>
        MemoryMarshal.AsBytes<Rollup>((Rollup[])[.. Enumerable.Range(0, count).Select(offset => this[first + offset])]).ToArray();

    /// <summary>What <see cref="Bytes"/> made.</summary>
    public static ReadOnlySpan<Rollup> Of(byte[] bytes) => MemoryMarshal.Cast<byte, Rollup>(bytes);
}
