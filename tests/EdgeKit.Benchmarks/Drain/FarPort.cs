using System.Net;
using System.Net.Sockets;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>Where a program at the far end of a link listens for the kit.</summary>
internal static class FarPort
{
    /// <summary>Returns once <paramref name="process"/> listens there.</summary>
    /// <exception cref="IOException">It ended before; the message holds what it printed.</exception>
    public static Task WaitAsync(ShapedLink link, ChildProcess process, int port, CancellationToken cancellationToken) =>
        Readiness.WaitUntilAsync(
            async token =>
            {
                if (process.HasExited)
                {
                    throw new IOException($"It ended with {process.ExitCode} before it listened on {port}: {process.Output}");
                }

                using var socket = link.Far.OpenTcpSocket();
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(ShapedLink.FarAddress, port), token);
                    return true;
                }
                catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
                {
                    return false;
                }
            },
            () => $"Nothing listens on {port}; it printed\n{process.Output}",
            cancellationToken);
}
