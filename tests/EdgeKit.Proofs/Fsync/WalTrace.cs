using System.Buffers.Binary;
using System.Globalization;
using EdgeKit.Proofs.Traces;

namespace EdgeKit.Proofs.Fsync;

/// <summary>
/// The transactions that a trace shows going into one SQLite write-ahead log, by its file format: after a header come frames
/// of 24 bytes and a page; the second word of a transaction's last frame is the size of the database, which is not zero.
/// </summary>
internal sealed class WalTrace
{
    private const int WalHeader = 32;
    private const int FrameHeader = 24;
    private const int PageSizeField = 8;
    private const int DefaultPage = 4096;

    private readonly List<WalTransaction> _transactions = [];
    private readonly List<SystemCall> _syncs = [];
    private readonly List<SystemCall> _writes = [];
    private int _page = DefaultPage;
    private long _header = -1;
    private bool _isLast;

    /// <summary>Complete ones, in order.</summary>
    public IReadOnlyList<WalTransaction> Transactions => _transactions;

    /// <summary>How many syncs of the log succeeded.</summary>
    public int Syncs => _syncs.Count;

    /// <summary>Finds them in <paramref name="calls"/>.</summary>
    /// <exception cref="FormatException">Something was done to the log that is not understood.</exception>
    public static WalTrace Of(IEnumerable<SystemCall> calls, string path)
    {
        var trace = new WalTrace();
        foreach (var call in calls.Where(call => call.Path == path && call.Succeeded))
        {
            trace.Take(call);
        }

        return trace;
    }

    /// <summary>Of the syncs that began after all of <paramref name="transaction"/> was written, the one that was done first; null if there is none.</summary>
    public SystemCall? SyncOf(WalTransaction transaction)
    {
        var (low, high) = (0, _syncs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _syncs[middle].Entered > transaction.Written ? (low, middle) : (middle + 1, high);
        }

        return _syncs.Skip(low).Take(Environment.ProcessorCount + 16).MinBy(static sync => sync.Left);
    }

    private void Take(SystemCall call)
    {
        if (call.IsSync)
        {
            _syncs.Add(call);
            return;
        }

        if (call.Name is "openat" or "ftruncate")
        {
            return;
        }

        if (call.Name != "pwrite64")
        {
            throw new FormatException($"{call.Name} on the write-ahead log is not understood");
        }

        TakeWrite(call, call.Strings[0].Span, long.Parse(call.Arguments[^1], CultureInfo.InvariantCulture));
    }

    private void TakeWrite(SystemCall call, ReadOnlySpan<byte> data, long offset)
    {
        if (offset == 0)
        {
            _page = data.Length == WalHeader ? BinaryPrimitives.ReadInt32BigEndian(data[PageSizeField..]) : throw Odd(data, offset);
            return;
        }

        if ((offset - WalHeader) % (FrameHeader + _page) == 0 && data.Length == FrameHeader)
        {
            _header = offset;
            _isLast = BinaryPrimitives.ReadInt32BigEndian(data[4..]) != 0;
            _writes.Add(call);
        }
        else if (offset == _header + FrameHeader && data.Length == _page)
        {
            _writes.Add(call);
            if (_isLast)
            {
                _transactions.Add(new WalTransaction([.. _writes]));
                _writes.Clear();
            }
        }
        else
        {
            throw Odd(data, offset);
        }
    }

    private static FormatException Odd(ReadOnlySpan<byte> data, long offset) =>
        new(FormattableString.Invariant($"{data.Length} bytes at {offset} of the write-ahead log are no frame"));
}
