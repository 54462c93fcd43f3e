namespace EdgeKit.Streaming.Ladder;

/// <summary>What a rung holds.</summary>
internal enum RungKind
{
    /// <summary>A picture, with or without sound; also whatever does not say.</summary>
    Picture,

    /// <summary>Sound alone.</summary>
    Sound,

    /// <summary>I-frames alone, for winding.</summary>
    TrickPlay,
}
