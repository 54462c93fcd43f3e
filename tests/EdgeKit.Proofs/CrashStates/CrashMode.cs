namespace EdgeKit.Proofs.CrashStates;

/// <summary>What a power cut leaves of the writes that no flush covers.</summary>
public enum CrashMode
{
    /// <summary>All of them: the program alone was killed.</summary>
    Everything,

    /// <summary>None of them.</summary>
    Nothing,

    /// <summary>The first few.</summary>
    DroppedTail,

    /// <summary>The first few, the last of them up to a sector of 512 bytes.</summary>
    TornSector,

    /// <summary>The first few, the last of them up to a page of 4 KiB.</summary>
    TornPage,

    /// <summary>Any of them, whole: they reached the disk in another order.</summary>
    Reordered,

    /// <summary>Any of their sectors of 512 bytes.</summary>
    ScatteredSectors,

    /// <summary>Any of their pages of 4 KiB.</summary>
    ScatteredPages,
}
