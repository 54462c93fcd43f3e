using System.Globalization;
using System.Text;
using EdgeKit.Proofs.Traces;

namespace EdgeKit.Proofs.Tests;

/// <summary>Writes lines as strace does, for a program that does what a test wants it to have done.</summary>
internal sealed class PlantedTrace
{
    public const string Wal = "/data/ledger.db-wal";
    private const string Socket = "socket:[77]";
    private const int Page = 4096;

    private readonly StringBuilder _lines = new();
    private long _offset = 32;

    public IReadOnlyList<SystemCall> Calls => SystemCallTrace.Read(new StringReader(_lines.ToString()));

    /// <summary>A transaction of two frames; the second page holds <paramref name="text"/>.</summary>
    public PlantedTrace Transaction(string text, int thread = 10)
    {
        Frame("other page", isLast: false, thread);
        return Frame(text, isLast: true, thread);
    }

    public PlantedTrace Frame(string text, bool isLast, int thread = 10)
    {
        var header = new byte[24];
        header[3] = 2;
        header[7] = (byte)(isLast ? 9 : 0);
        var page = new byte[Page];
        Encoding.UTF8.GetBytes(text, page.AsSpan(100));
        Write(Wal, header, _offset, thread);
        Write(Wal, page, _offset + 24, thread);
        _offset += 24 + Page;
        return this;
    }

    public PlantedTrace Write(string path, ReadOnlySpan<byte> data, long offset, int thread = 10) =>
        Line(thread, $"pwrite64(7<{Hex(Encoding.UTF8.GetBytes(path))}>, \"{Hex(data)}\", {Number(data.Length)}, {Number(offset)}) = {Number(data.Length)}");

    public PlantedTrace Sync(int thread = 10) => Line(thread, $"fdatasync(7<{Hex(Encoding.UTF8.GetBytes(Wal))}>) = 0");

    public PlantedTrace FailedSync(int thread = 10) =>
        Line(thread, $"fdatasync(7<{Hex(Encoding.UTF8.GetBytes(Wal))}>) = -1 EIO (Input/output error)");

    public PlantedTrace SyncOf(string path, int thread = 10) => Line(thread, $"fdatasync(8<{Hex(Encoding.UTF8.GetBytes(path))}>) = 0");

    public PlantedTrace SyncBegins(int thread = 10) => Line(thread, $"fdatasync(7<{Hex(Encoding.UTF8.GetBytes(Wal))}> <unfinished ...>");

    public PlantedTrace SyncEnds(int thread = 10) => Line(thread, "<... fdatasync resumed>) = 0");

    public PlantedTrace Answer(Guid orderId, int thread = 11) => Send($"HTTP/1.1 201 Created\r\n\r\n{{\"orderId\":\"{orderId:D}\",\"seq\":3}}", thread);

    public PlantedTrace Send(string text, int thread = 11)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Line(thread, $"sendmsg(9<{Socket}>, {{msg_name=NULL, msg_namelen=0, msg_iov=[{{iov_base=\"{Hex(bytes)}\", iov_len={Number(bytes.Length)}}}], msg_iovlen=1, msg_controllen=0, msg_flags=0}}, MSG_NOSIGNAL) = {Number(bytes.Length)}");
    }

    public PlantedTrace Line(int thread, string text)
    {
        _lines.Append(CultureInfo.InvariantCulture, $"{thread} {text}\n");
        return this;
    }

    private static string Hex(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
