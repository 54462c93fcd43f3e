using System.Diagnostics.CodeAnalysis;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>
/// Records as a compact batch: the same as <see cref="CloudEventBatch"/> says, in a fifth of the bytes. The format is
/// <c>compact-log-v1.proto</c> in this folder. Nothing is lost: what is read has the same hashes as what was written.
/// </summary>
public static class CompactBatch
{
    /// <summary>The media type of a batch.</summary>
    public const string ContentType = "application/vnd.edgekit.log.v1";

    /// <summary>Writes <paramref name="records"/>, which follow one another without a gap.</summary>
    /// <param name="incarnation">Of the log.</param>
    /// <param name="records">One or more.</param>
    /// <param name="isNamed">Whether the batch says itself of which incarnation it is.</param>
    /// <exception cref="ArgumentException">There is none, or there is a gap.</exception>
    public static ReadOnlyMemory<byte> Write(Guid incarnation, IReadOnlyList<LogRecord> records, bool isNamed = false)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0 || records[^1].Seq != records[0].Seq + records.Count - 1)
        {
            throw new ArgumentException("a batch is a run of records without a gap", nameof(records));
        }

        return new CompactWriter(incarnation).Write(records, isNamed);
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    /// <param name="stated">The incarnation that came beside it; null if none did.</param>
    /// <param name="mostRecords">More are refused.</param>
    /// <param name="mostBytes">Bodies of more bytes together are refused: a few bytes can stand for many.</param>
    /// <exception cref="FormatException">It is no such batch; the message says what is wrong.</exception>
    /// <exception cref="CompactTooLargeException">It has too many records, or stands for too many bytes.</exception>
    public static CompactLog Read(ReadOnlySpan<byte> bytes, Guid? stated, int mostRecords, long mostBytes) =>
        new CompactReader(mostRecords, mostBytes).Read(bytes, stated);

    /// <summary>The hybrid logical clock that follows from the record before, as the kit's writer has it.</summary>
    internal static long ExpectedHlc(long before, RecordedAt at) => Math.Max(before + 1, at.Clock >= ClockState.Lan ? at.WallMs << 16 : 0);

    /// <summary>The wall time that follows from the record before, of the same boot.</summary>
    internal static long ExpectedWall(RecordedAt before, long monotonic) => before.WallMs + monotonic - before.MonotonicMs;

    /// <summary>A receipt's number and what stands before it.</summary>
    internal static bool TryReadReceipt(string receipt, [NotNullWhen(true)] out string? prefix, out long number)
    {
        var hyphen = receipt.LastIndexOf('-');
        (prefix, number) = (null, 0);
        if (hyphen < 0 || receipt.Length - hyphen - 1 is < 4 or > 18 || !long.TryParse(receipt.AsSpan(hyphen + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        prefix = receipt[..hyphen];
        return Receipt(prefix, number) == receipt;
    }

    /// <summary>A receipt as the kit writes it.</summary>
    internal static string Receipt(string prefix, long number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{number:0000}");
}
