using System.Buffers.Binary;

namespace EdgeKit.Testing.Streams;

/// <summary>
/// Bytes that look random and follow from rendition, generation, segment, part and offset, so that any of them can be checked
/// anywhere and none is kept. The first part of a segment is twice as long as the others, as one with a key frame is.
/// </summary>
internal sealed class SyntheticMedia : ILiveMedia
{
    private const int WordBytes = sizeof(ulong);
    private const int HeaderBytes = 700;

    private readonly TestOriginOptions _options;
    private readonly ulong _seed;
    private readonly int _firstLength;
    private readonly int _otherLength;
    private readonly int _lastLength;

    public SyntheticMedia(TestRendition rendition, TestOriginOptions options, int generation)
    {
        _options = options;
        Bandwidth = rendition.BitsPerSecond;
        _seed = rendition.Name.Aggregate((ulong)generation, static (seed, letter) => Mix(seed + letter));
        SegmentLength = (int)(rendition.BitsPerSecond * options.SegmentDuration.TotalSeconds / 8);
        _otherLength = SegmentLength / (options.PartsPerSegment + 1);
        _lastLength = options.PartsPerSegment == 1 ? SegmentLength : SegmentLength - (_otherLength * options.PartsPerSegment);
        _firstLength = options.PartsPerSegment == 1 ? SegmentLength : 2 * _otherLength;
        var header = new byte[HeaderBytes];
        Fill(new LivePosition(-1, 0), 0, header);
        Header = header;
    }

    /// <inheritdoc />
    public long Bandwidth { get; }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Header { get; }

    /// <summary>Bytes of every segment.</summary>
    public int SegmentLength { get; }

    /// <inheritdoc />
    public int? PlannedSegmentLength => SegmentLength;

    /// <inheritdoc />
    public int LengthOf(LivePosition part) =>
        part.Part == 0 ? _firstLength : part.Part == _options.PartsPerSegment - 1 ? _lastLength : _otherLength;

    /// <inheritdoc />
    public TimeSpan DurationOf(LivePosition part) => _options.PartDuration;

    /// <inheritdoc />
    public bool IsIndependent(LivePosition part) => part.Part == 0;

    /// <inheritdoc />
    public TimeSpan StartOf(long msn) => (msn - _options.FirstMsn) * _options.SegmentDuration;

    /// <inheritdoc />
    public void Fill(LivePosition part, int offset, Span<byte> into)
    {
        var seed = Mix(Mix(_seed + (ulong)part.Msn) + (ulong)part.Part);
        Span<byte> word = stackalloc byte[WordBytes];
        var index = offset / WordBytes;
        if (offset % WordBytes is > 0 and var inWord)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, WordAt(seed, index++));
            var length = Math.Min(WordBytes - inWord, into.Length);
            word.Slice(inWord, length).CopyTo(into);
            into = into[length..];
        }

        for (; into.Length >= WordBytes; into = into[WordBytes..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(into, WordAt(seed, index++));
        }

        if (into.Length > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, WordAt(seed, index));
            word[..into.Length].CopyTo(into);
        }
    }

    private static ulong WordAt(ulong seed, int index) => Mix(seed + ((ulong)index * 0x9E3779B97F4A7C15));

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
