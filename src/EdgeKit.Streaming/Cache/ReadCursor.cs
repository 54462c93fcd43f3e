namespace EdgeKit.Streaming.Cache;

/// <summary>Where a reader is in an object.</summary>
/// <param name="Position">The next byte it wants.</param>
/// <param name="Piece">Where to look first.</param>
/// <param name="PieceStart">The position at which that begins.</param>
internal record struct ReadCursor(long Position, int Piece = 0, long PieceStart = 0);
