using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>
/// Writers that order one after another, each on a connection of its own that stays open. One thread serves them all with
/// poll(2), and reads no more of an answer than its status and length: the load must not take the processor from the kit.
/// </summary>
internal sealed partial class OrderLoad : IDisposable
{
    private const short Readable = 1;
    private readonly Writer[] _writers;
    private readonly PollEntry[] _entries;
    private readonly OrderRequests _requests;
    private readonly TimeProvider _time;

    /// <summary>Connects them.</summary>
    public OrderLoad(IPEndPoint kit, int writers, OrderRequests requests, TimeProvider time)
    {
        (_requests, _time) = (requests, time);
        _writers = [.. Enumerable.Range(0, writers).Select(_ => new Writer(kit))];
        _entries = [.. _writers.Select(static writer => new PollEntry { File = (int)writer.Socket.Handle, Wanted = Readable })];
    }

    /// <summary>Lets them order for a while, or until there are so many orders.</summary>
    public LoadResult Run(TimeSpan duration, int orders = int.MaxValue)
    {
        var times = new List<TimeSpan>(1 << 16);
        var started = _time.GetTimestamp();
        var sent = 0;
        foreach (var writer in _writers)
        {
            writer.Send(_requests, _time.GetTimestamp());
            sent++;
        }

        for (var waiting = _writers.Length; waiting > 0;)
        {
            if (Poll(ref _entries[0], _entries.Length, 30_000) <= 0)
            {
                throw new IOException("the kit gave no answer in 30 s");
            }

            var goesOn = duration == Timeout.InfiniteTimeSpan || _time.GetElapsedTime(started) < duration;
            for (var index = 0; index < _entries.Length; index++)
            {
                if (_entries[index].Got == 0 || !_writers[index].Receive())
                {
                    continue;
                }

                times.Add(_time.GetElapsedTime(_writers[index].SentAt));
                if (goesOn && sent < orders)
                {
                    _writers[index].Send(_requests, _time.GetTimestamp());
                    sent++;
                }
                else
                {
                    waiting--;
                }
            }
        }

        return LoadResult.Of(times, _time.GetElapsedTime(started));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int File;
        public short Wanted;
        public short Got;
    }

    private sealed class Writer : IDisposable
    {
        private readonly byte[] _request = new byte[1024];
        private readonly byte[] _answer = new byte[16 * 1024];
        private int _received;

        public Writer(IPEndPoint kit)
        {
            Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(kit);
        }

        public Socket Socket { get; }

        public long SentAt { get; private set; }

        public void Send(OrderRequests requests, long now)
        {
            _received = 0;
            SentAt = now;
            Socket.Send(requests.Next(_request));
        }

        /// <summary>Reads what has come.</summary>
        /// <returns>Whether the answer is complete.</returns>
        /// <exception cref="IOException">It was not 201.</exception>
        public bool Receive()
        {
            var got = Socket.Receive(_answer.AsSpan(_received));
            _received += got > 0 ? got : throw new IOException("the kit closed a connection");
            var answer = _answer.AsSpan(0, _received);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return false;
            }

            if (!answer.StartsWith("HTTP/1.1 201"u8))
            {
                throw new IOException($"an order was not accepted: {System.Text.Encoding.UTF8.GetString(answer)}");
            }

            var length = answer[..head].IndexOf("Content-Length: "u8);
            return length >= 0
                ? Utf8Parser.TryParse(answer[(length + 16)..], out int body, out _) && _received >= head + 4 + body
                : answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        public void Dispose() => Socket.Dispose();
    }
}
