namespace EdgeKit.Proofs.Traces;

/// <summary>
/// A system call as strace saw it. <see cref="Entered"/> and <see cref="Left"/> number what the tracer saw, in order: a
/// thread stands still until its entry is noted, and its exit is noted after the kernel is done. So a call whose entry comes
/// after another's exit began after that one had ended.
/// </summary>
/// <param name="Entered">When it was entered.</param>
/// <param name="Left">When it was left; <see cref="Never"/> if the trace ends before.</param>
/// <param name="Name">Such as <c>pwrite64</c>.</param>
/// <param name="Arguments">What stood between the brackets, each string replaced by <c>$</c>.</param>
/// <param name="Strings">The strings in the order they stood in, complete.</param>
/// <param name="Path">The file behind the first argument, if it is one.</param>
/// <param name="Result">What it returned; null if it never did.</param>
internal sealed record SystemCall(
    int Entered, int Left, string Name, IReadOnlyList<string> Arguments, IReadOnlyList<ReadOnlyMemory<byte>> Strings, string? Path, long? Result)
{
    /// <summary>Not in this trace.</summary>
    public const int Never = int.MaxValue;

    /// <summary>Whether it was left with success.</summary>
    public bool Succeeded => Result >= 0;

    /// <summary>Whether it tells the disk to keep a file.</summary>
    public bool IsSync => Name is "fsync" or "fdatasync";

    /// <summary>Whether it sends bytes to a socket.</summary>
    public bool IsSend => Name is "sendmsg" or "sendto" || (Name is "write" or "writev" && Path?.StartsWith('/') == false);
}
