namespace EdgeKit.Testing.Streams;

/// <summary>Content that is there as a whole.</summary>
internal sealed class BytesContent(ReadOnlyMemory<byte> bytes) : OriginContent
{
    /// <inheritdoc />
    public override long? Length => bytes.Length;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        var piece = bytes[(int)Math.Min(offset, bytes.Length)..];
        piece = piece[..Math.Min(piece.Length, into.Length)];
        piece.CopyTo(into);
        return ValueTask.FromResult(piece.Length);
    }
}
