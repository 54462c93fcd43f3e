using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Testing.Links;

/// <summary>
/// Carries IP packets between two devices. One thread does it all: it sleeps in ppoll(2), whose clock is fine enough that a
/// packet arrives within a fraction of a millisecond of its time.
/// </summary>
internal sealed partial class PacketRelay : IDisposable
{
    private const short Readable = 0x0001;
    private const int Interrupted = 4;
    private const int LongestPacket = 65_536;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(50);

    private readonly TunDevice _near;
    private readonly TunDevice _far;
    private readonly LinkDirection _up;
    private readonly LinkDirection _down;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Starts to carry.</summary>
    public PacketRelay(TunDevice near, TunDevice far, LinkDirection up, LinkDirection down)
    {
        _near = near;
        _far = far;
        _up = up;
        _down = down;
        _thread = new Thread(Run) { IsBackground = true, Name = "packet relay", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    private static TimeSpan Earlier(TimeSpan? one, TimeSpan? other)
    {
        var wait = LongestSleep;
        wait = one < wait ? one.Value : wait;
        return other < wait ? other.Value : wait;
    }

    private static void Deliver(LinkDirection direction, TunDevice to)
    {
        while (direction.TryTake(out var packet))
        {
            to.Write(packet);
        }
    }

    private static void Accept(TunDevice from, LinkDirection direction, Span<byte> buffer)
    {
        var length = from.Read(buffer);
        if (length > 0)
        {
            direction.Offer(buffer[..length]);
        }
    }

    private void Run()
    {
        var buffer = new byte[LongestPacket];
        Span<PollEntry> entries = [new PollEntry(_near.Handle), new PollEntry(_far.Handle)];
        while (!_stopping)
        {
            var wait = new TimeSpec(Earlier(_up.UntilNext(), _down.UntilNext()));
            if (Poll(ref MemoryMarshal.GetReference(entries), entries.Length, in wait, 0) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            if (entries[0].IsReadable)
            {
                Accept(_near, _up, buffer);
            }

            if (entries[1].IsReadable)
            {
                Accept(_far, _down, buffer);
            }

            Deliver(_up, _far);
            Deliver(_down, _near);
        }
    }

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nint count, in TimeSpec wait, nint signals);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry(SafeFileHandle handle)
    {
        public int File = (int)handle.DangerousGetHandle();
        public short Wanted = Readable;
        public short Got;

        public readonly bool IsReadable => (Got & Readable) != 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec(TimeSpan time)
    {
        public readonly long Seconds = (long)time.TotalSeconds;
        public readonly long Nanoseconds = time.Ticks % TimeSpan.TicksPerSecond * 100;
    }
}
