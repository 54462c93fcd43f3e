using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Cloud.Ingest;

/// <summary>
/// Reads a compact batch within memory that was set aside for it. A byte on the wire stands for dozens of the record's; for how many at
/// most is bounded, so that nobody fills the memory with a small body.
/// </summary>
internal sealed class CompactBody : IDisposable
{
    private const int MostForOne = 256;
    private const int Always = 2 * 1024 * 1024;

    private readonly BodyBudget _budget;
    private readonly int _bytes;

    private CompactBody(BodyBudget budget, int bytes) => (_budget, _bytes) = (budget, bytes);

    /// <summary>Sets memory aside for a body of <paramref name="length"/> bytes; null where there is none.</summary>
    public static CompactBody? TryMakeRoom(BodyBudget budget, int length)
    {
        var bytes = (int)Math.Min(LogEndpoints.LargestExpanded, Always + ((long)length * MostForOne));
        return budget.TryTake(bytes) ? new CompactBody(budget, bytes) : null;
    }

    /// <summary>The body as it came, if its encoding is one of ours: a frame is unpacked once it is whole.</summary>
    public static Stream? Packed(Stream body, string encoding) =>
        encoding.ToUpperInvariant() switch
        {
            "" or "IDENTITY" => body,
            "ZSTD" when Zstandard.IsAvailable => body,
            _ => null,
        };

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is no batch.</exception>
    /// <exception cref="CompactTooLargeException">It stands for more than it may.</exception>
    public CompactLog Read(Guid? stated, ReadOnlySpan<byte> content, string encoding)
    {
        var batch = encoding.Equals(Zstandard.Encoding, StringComparison.OrdinalIgnoreCase) ? Zstandard.Expand(content, _bytes) : content;
        return CompactBatch.Read(batch, stated, LogEndpoints.MostRecords, _bytes);
    }

    /// <summary>Reads the next piece of a packed stream.</summary>
    /// <exception cref="FormatException">It is none, or no batch of that log.</exception>
    /// <exception cref="CompactTooLargeException">It stands for more than it may.</exception>
    public CompactLog Read(Guid incarnation, PackedReader stream, ReadOnlySpan<byte> piece, int length)
    {
        if (length > _bytes)
        {
            throw new CompactTooLargeException($"A batch may have {_bytes} bytes unpacked.");
        }

        return CompactBatch.Read(stream.Read(piece, length), incarnation, LogEndpoints.MostRecords, _bytes);
    }

    /// <inheritdoc />
    public void Dispose() => _budget.Return(_bytes);
}
