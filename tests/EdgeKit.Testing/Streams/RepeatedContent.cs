namespace EdgeKit.Testing.Streams;

/// <summary>A block of bytes again and again, after a beginning.</summary>
internal sealed class RepeatedContent(ReadOnlyMemory<byte> beginning, ReadOnlyMemory<byte> block, long times) : OriginContent
{
    /// <summary>It is sent in chunks, so nobody knows beforehand how long it is.</summary>
    public override long? Length => null;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        var inBlocks = offset - beginning.Length;
        var piece = inBlocks < 0 ? beginning[(int)offset..]
            : inBlocks / block.Length < times ? block[(int)(inBlocks % block.Length)..]
            : default;
        piece = piece[..Math.Min(piece.Length, into.Length)];
        piece.CopyTo(into);
        return ValueTask.FromResult(piece.Length);
    }
}
