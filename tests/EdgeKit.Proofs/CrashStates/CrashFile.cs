namespace EdgeKit.Proofs.CrashStates;

/// <summary>A file whatever its name: what is surely on the disk, and what was done since the last flush.</summary>
internal sealed class CrashFile
{
    private byte[] _content = [];
    private int _length;

    /// <summary>Not covered by a flush, in order.</summary>
    public List<FileChange> Pending { get; } = [];

    /// <summary>A flush that was entered at <paramref name="entered"/> is done: what was done before it is on the disk.</summary>
    public void Flush(int entered)
    {
        foreach (var change in Pending.Where(change => change.Left < entered))
        {
            (_content, _length) = Apply(_content, _length, change);
        }

        Pending.RemoveAll(change => change.Left < entered);
    }

    /// <summary>The content if of the pending changes only <paramref name="survivors"/> reached the disk.</summary>
    public byte[] After(IEnumerable<FileChange> survivors)
    {
        var (content, length) = ((byte[])_content.Clone(), _length);
        foreach (var change in survivors)
        {
            (content, length) = Apply(content, length, change);
        }

        return content[..length];
    }

    private static (byte[] Content, int Length) Apply(byte[] content, int length, FileChange change)
    {
        switch (change)
        {
            case FileChange.Write write:
                var end = (int)write.Offset + write.Data.Length;
                if (end > content.Length)
                {
                    Array.Resize(ref content, Math.Max(end, content.Length * 2));
                }

                write.Data.Span.CopyTo(content.AsSpan((int)write.Offset));
                return (content, Math.Max(length, end));
            case FileChange.Resize resize:
                if (resize.Length > content.Length)
                {
                    Array.Resize(ref content, (int)resize.Length);
                }

                if (resize.Length < length)
                {
                    content.AsSpan((int)resize.Length, length - (int)resize.Length).Clear();
                }

                return (content, (int)resize.Length);
            default:
                throw new ArgumentException($"{change} changes no content", nameof(change));
        }
    }
}
