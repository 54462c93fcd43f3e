namespace EdgeKit.Kernel.Storage;

/// <summary>Whether orders can be put on the disk.</summary>
public enum StorageState
{
    /// <summary>Not opened yet.</summary>
    Opening,

    /// <summary>They can.</summary>
    Ready,

    /// <summary>The disk is full; each order tries again.</summary>
    Full,

    /// <summary>A write or flush failed: nothing more is written until the ledger has been opened again by a new process.</summary>
    Failed,

    /// <summary>The daemon is ending.</summary>
    Stopped,
}
