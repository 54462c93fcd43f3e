namespace EdgeKit.Proofs.CrashStates;

/// <summary>Something that a program did to a directory's files. <see cref="Entered"/> and <see cref="Left"/> are the trace's.</summary>
/// <param name="Entered">When it began.</param>
/// <param name="Left">When it was done.</param>
internal abstract record FileChange(int Entered, int Left)
{
    /// <summary>A file was opened that is made if there is none.</summary>
    public sealed record Open(int Entered, int Left, string Name, bool Truncates) : FileChange(Entered, Left);

    /// <summary>Bytes were written.</summary>
    public sealed record Write(int Entered, int Left, string Name, long Offset, ReadOnlyMemory<byte> Data) : FileChange(Entered, Left);

    /// <summary>A file was cut or made longer.</summary>
    public sealed record Resize(int Entered, int Left, string Name, long Length) : FileChange(Entered, Left);

    /// <summary>A name was taken away.</summary>
    public sealed record Unlink(int Entered, int Left, string Name) : FileChange(Entered, Left);

    /// <summary>A file got another name.</summary>
    public sealed record Rename(int Entered, int Left, string Name, string NewName) : FileChange(Entered, Left);

    /// <summary>A file's content was flushed.</summary>
    public sealed record Sync(int Entered, int Left, string Name) : FileChange(Entered, Left);

    /// <summary>The directory was flushed: which names there are.</summary>
    public sealed record SyncNames(int Entered, int Left) : FileChange(Entered, Left);
}
