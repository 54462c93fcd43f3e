using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Uplink.Transport;

/// <summary>
/// Connects where a link comes and goes: every half second another try beside those that wait, and the first that is through wins. A single one
/// waits 1, 2, 4 and 8 seconds between its packets (RFC 6298), and so misses a link that is there for three seconds of thirty.
/// </summary>
internal static class ConnectionRace
{
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    /// <summary>How long it goes on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan NextTry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(4);

    // The kernel counts from when it first sent something again until nothing is missing any more: that can take several windows of a link that comes and goes.
    private static readonly TimeSpan Unheard = TimeSpan.FromMinutes(5);

    /// <summary>Connects. A refusal, or a network that is not there, is an answer and ends it.</summary>
    /// <param name="to">Where.</param>
    /// <param name="time">Measures.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="nextTry">How long until the next try; half a second if not given.</param>
    /// <exception cref="SocketException">Nothing answered for a minute, or what answered was that.</exception>
    public static async ValueTask<Socket> ConnectAsync(DnsEndPoint to, TimeProvider time, CancellationToken cancellationToken, TimeSpan? nextTry = null)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, cancellationToken);
        var tries = new List<Task<Socket?>>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            while (time.GetElapsedTime(started) < Longest)
            {
                tries.Add(TryAsync(addresses, to.Port, time, over.Token));
                var pause = Task.Delay(nextTry ?? NextTry, time, over.Token);
                while (await Task.WhenAny([pause, .. tries]) is Task<Socket?> ended)
                {
                    tries.Remove(ended);
                    if (await ended is { } socket)
                    {
                        return socket;
                    }
                }

                await pause;
            }

            throw new SocketException((int)SocketError.TimedOut);
        }
        finally
        {
            await over.CancelAsync();
            foreach (var late in tries)
            {
                await LetGoAsync(late);
            }
        }
    }

    private static async Task<Socket?> TryAsync(IPAddress[] addresses, int port, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = new CancellationTokenSource(OneTry, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(addresses, port, either.Token);
            socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)Unheard.TotalMilliseconds));
            return socket;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task LetGoAsync(Task<Socket?> late)
    {
        await ((Task)late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (late.IsCompletedSuccessfully)
        {
            (await late)?.Dispose();
        }
    }
}
