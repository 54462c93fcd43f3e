using EdgeKit.Testing.Preloads;

namespace EdgeKit.Testing.Disks;

/// <summary>Makes writing and syncing of files under one folder fail while a program runs, through a library preloaded into it.</summary>
public sealed class DiskFaults : IDisposable
{
    /// <summary>errno of a disk that fails.</summary>
    public const int InputOutputError = 5;

    /// <summary>errno of a full disk.</summary>
    public const int NoSpace = 28;

    /// <summary>errno of a file system that became read-only.</summary>
    public const int ReadOnlyFileSystem = 30;

    /// <summary>As many as there are.</summary>
    public const int All = -1;

    private readonly PreloadLibrary _library;

    private DiskFaults(PreloadLibrary library, string under)
    {
        _library = library;
        Environment = new Dictionary<string, string>(library.Environment, StringComparer.Ordinal) { ["EDGEKIT_FAULTS_UNDER"] = under };
    }

    /// <summary>What the program must be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Syncs that were made to fail.</summary>
    public int SyncsFailed => Read(Member.SyncFailed);

    /// <summary>Writes that were made to fail.</summary>
    public int WritesFailed => Read(Member.WriteFailed);

    /// <summary>Writes to the ledger's log after one of its syncs or writes had failed in the same process.</summary>
    public int LedgerWritesAfterFailure => Read(Member.LedgerWrites);

    /// <summary>Syncs of the ledger's log after one of its syncs or writes had failed in the same process.</summary>
    public int LedgerSyncsAfterFailure => Read(Member.LedgerSyncs);

    /// <summary>Syncs of any file under the folder.</summary>
    public int Syncs => Read(Member.Syncs);

    /// <summary>Compiles the library with the C compiler and makes it ready for programs that write under <paramref name="under"/>.</summary>
    public static async Task<DiskFaults> CreateAsync(string under, CancellationToken cancellationToken) =>
        new(await PreloadLibrary.CompileAsync("tests/EdgeKit.Testing/Disks/disk-faults.c", "EDGEKIT_FAULTS", cancellationToken), under);

    /// <summary>Lets the next <paramref name="count"/> syncs fail.</summary>
    public void FailSyncs(int error, int count = All)
    {
        Write(Member.SyncLeft, count);
        Write(Member.SyncErrno, error);
    }

    /// <summary>Lets the next <paramref name="count"/> writes fail.</summary>
    public void FailWrites(int error, int count = All)
    {
        Write(Member.WriteLeft, count);
        Write(Member.WriteErrno, error);
    }

    /// <summary>Lets everything work again.</summary>
    public void Heal()
    {
        Write(Member.SyncErrno, 0);
        Write(Member.WriteErrno, 0);
    }

    /// <inheritdoc />
    public void Dispose() => _library.Dispose();

    private int Read(Member member) => _library.Control.ReadInt32((int)member * sizeof(int));

    private void Write(Member member, int value)
    {
        _library.Control.Write((int)member * sizeof(int), value);
        Interlocked.MemoryBarrier();
    }

    private enum Member
    {
        SyncErrno,
        SyncLeft,
        WriteErrno,
        WriteLeft,
        SyncFailed,
        WriteFailed,
        LedgerBroken,
        LedgerWrites,
        LedgerSyncs,
        Syncs,
    }
}
