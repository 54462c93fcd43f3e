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
    private const int HangsAfter = 30_000;
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
    /// <param name="duration">For how long.</param>
    /// <param name="orders">How many, at most.</param>
    /// <param name="pause">From each answer to the next order, on average; they vary by half of it.</param>
    public LoadResult Run(TimeSpan duration, int orders = int.MaxValue, TimeSpan pause = default)
    {
        var times = new List<TimeSpan>(1 << 16);
        var started = _time.GetTimestamp();
        var sent = 0;
        foreach (var writer in _writers)
        {
            writer.Waits(until: started + PauseTicks(pause, sent++));
        }

        while (Array.Exists(_writers, static writer => writer.IsBusy))
        {
            SendDue();
            var next = NextDue();
            var answered = Poll(ref _entries[0], _entries.Length, next ?? HangsAfter);
            if (answered == 0 && next is null)
            {
                throw new IOException($"the kit gave no answer in {HangsAfter} ms");
            }

            if (answered <= 0)
            {
                // Somebody's order is due, or a signal came.
                continue;
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
                    _writers[index].Waits(until: _time.GetTimestamp() + PauseTicks(pause, sent++));
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

    private void SendDue()
    {
        var now = _time.GetTimestamp();
        foreach (var writer in _writers)
        {
            if (writer.DueAt <= now)
            {
                writer.Send(_requests, now);
            }
        }
    }

    /// <summary>In how many milliseconds the next order is due; null when none is.</summary>
    private int? NextDue()
    {
        var due = _writers.Min(static writer => writer.DueAt);
        return due is { } at ? (int)Math.Ceiling(Math.Max(0, _time.GetElapsedTime(_time.GetTimestamp(), at).TotalMilliseconds)) : null;
    }

    private long PauseTicks(TimeSpan pause, int turn) => (long)(pause.TotalSeconds * _time.TimestampFrequency * (50 + (turn * 61 % 101)) / 100);

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

        /// <summary>When it sends its next order; null while it waits for an answer, or is done.</summary>
        public long? DueAt { get; private set; }

        /// <summary>Whether it has an order to send, or waits for an answer.</summary>
        public bool IsBusy { get; private set; }

        public void Waits(long until) => (DueAt, IsBusy) = (until, true);

        public void Send(OrderRequests requests, long now)
        {
            _received = 0;
            (SentAt, DueAt) = (now, null);
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
            var isWhole = length >= 0
                ? Utf8Parser.TryParse(answer[(length + 16)..], out int body, out _) && _received >= head + 4 + body
                : answer.EndsWith("\r\n0\r\n\r\n"u8);
            IsBusy = !isWhole;
            return isWhole;
        }

        public void Dispose() => Socket.Dispose();
    }
}
