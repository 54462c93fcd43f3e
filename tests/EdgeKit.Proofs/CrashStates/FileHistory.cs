using System.Globalization;
using System.Text;
using EdgeKit.Proofs.Traces;

namespace EdgeKit.Proofs.CrashStates;

/// <summary>Finds in a trace what was done to some files of one directory.</summary>
internal static class FileHistory
{
    /// <summary>Finds it.</summary>
    /// <param name="calls">The trace.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="isOurs">Which of its names count. What SQLite keeps in shared memory does not: it is made anew.</param>
    /// <exception cref="FormatException">Something was done to them that the simulator does not know.</exception>
    public static List<FileChange> Of(IEnumerable<SystemCall> calls, string directory, Func<string, bool> isOurs)
    {
        var changes = new List<FileChange>();
        foreach (var call in calls)
        {
            // A write that never returned may have happened; anything else that failed did not.
            if ((call.Succeeded || call is { Result: null, Name: "pwrite64" }) && Change(call, directory, isOurs) is { } change)
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    private static FileChange? Change(SystemCall call, string directory, Func<string, bool> isOurs)
    {
        var (entered, left) = (call.Entered, call.Left);
        if (call.IsSync && call.Path == directory)
        {
            return new FileChange.SyncNames(entered, left);
        }

        if (call.Name is "rename" or "renameat" or "renameat2")
        {
            var (from, to) = (NameOf(call.Strings[0], directory), NameOf(call.Strings[1], directory));
            return (from is not null && isOurs(from)) || (to is not null && isOurs(to))
                ? new FileChange.Rename(entered, left, from ?? throw Unknown(call), to ?? throw Unknown(call))
                : null;
        }

        var name = call.Name is "openat" or "open" or "creat" or "unlink" or "unlinkat" ? NameOf(call.Strings[0], directory) : NameOf(call.Path, directory);
        if (name is null || !isOurs(name))
        {
            return null;
        }

        return call.Name switch
        {
            "openat" => call.Arguments.Any(static argument => argument.Contains("O_CREAT", StringComparison.Ordinal) || argument.Contains("O_TRUNC", StringComparison.Ordinal))
                ? new FileChange.Open(entered, left, name, call.Arguments.Any(static argument => argument.Contains("O_TRUNC", StringComparison.Ordinal)))
                : null,
            "pwrite64" => new FileChange.Write(entered, left, name, Number(call.Arguments[^1]), call.Strings[0][..(int)(call.Result ?? call.Strings[0].Length)]),
            "ftruncate" => new FileChange.Resize(entered, left, name, Number(call.Arguments[1])),
            "unlink" or "unlinkat" => new FileChange.Unlink(entered, left, name),
            "fsync" or "fdatasync" => new FileChange.Sync(entered, left, name),
            _ => throw Unknown(call),
        };
    }

    private static FormatException Unknown(SystemCall call) => new($"{call.Name}({string.Join(", ", call.Arguments)}) on {call.Path} is not understood");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string? NameOf(ReadOnlyMemory<byte> path, string directory) => NameOf(Encoding.UTF8.GetString(path.Span), directory);

    private static string? NameOf(string? path, string directory) =>
        path is not null && Path.GetDirectoryName(path) == directory ? Path.GetFileName(path) : null;
}
