using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Testing.Hostile;

/// <summary>A device that connects again and again, each time sends half a request and waits until the kit closes.</summary>
/// <param name="device">Its address, on this machine.</param>
/// <param name="kit">Whom it attacks.</param>
/// <param name="most">How many connections it opens in all.</param>
/// <param name="atOnce">How many at a time.</param>
public sealed class HalfRequests(IPAddress device, IPEndPoint kit, int most, int atOnce)
{
    private static readonly byte[] Half = "GET /live/main/main.m3u8 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: "u8.ToArray();
    private static readonly TimeSpan PauseAfterNo = TimeSpan.FromMilliseconds(400);

    private int _begun;
    private int _opened;
    private int _open;
    private int _turnedAway;
    private int _answered;

    /// <summary>Connections that it has opened. The kit may close one so fast that connecting fails.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Connections that are open now, as far as it knows.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections that were closed without a word.</summary>
    public int TurnedAway => Volatile.Read(ref _turnedAway);

    /// <summary>Connections that were answered and then closed, when the rest of the request did not come.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Attacks until all have been opened and closed.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, atOnce).Select(one => RunOneAsync(PauseAfterNo * (0.5 + ((double)one / atOnce)), cancellationToken)));

    /// <summary>Each has a pause of its own, so that they do not come in step.</summary>
    private async Task RunOneAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (Interlocked.Increment(ref _begun) <= most)
        {
            if (await AttackAsync(cancellationToken))
            {
                Interlocked.Increment(ref _answered);
                continue;
            }

            Interlocked.Increment(ref _turnedAway);
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>One connection, until the kit closes it.</summary>
    /// <returns>Whether it said something before.</returns>
    private async Task<bool> AttackAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var answer = new byte[1024];
        var wasAnswered = false;
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _opened);
        try
        {
            socket.Bind(new IPEndPoint(device, 0));
            await socket.ConnectAsync(kit, cancellationToken);
            await socket.SendAsync(Half, cancellationToken);
            while (await socket.ReceiveAsync(answer, cancellationToken) > 0)
            {
                wasAnswered = true;
            }
        }
        catch (SocketException)
        {
            // Reset, which is what it came for.
            return wasAnswered;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }

        return wasAnswered;
    }
}
