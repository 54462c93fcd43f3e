using System.Net;
using EdgeKit.Testing.Links;

namespace EdgeKit.Benchmarks.Links;

/// <summary>One TCP connection from near to far that carries bytes and nothing else: what the link itself can give.</summary>
internal static class BulkTransfer
{
    private const int Port = 7070;

    /// <summary>Sends <paramref name="bytes"/> and waits for the far side's word that it has them all.</summary>
    /// <returns>The time from the first packet to that word.</returns>
    public static async Task<TimeSpan> RunAsync(ShapedLink link, long bytes, TimeProvider time, CancellationToken cancellationToken)
    {
        var receiving = ReceiveAsync(link.Far, bytes, cancellationToken);

        using var sender = link.Near.OpenTcpSocket();
        var start = time.GetTimestamp();
        await sender.ConnectAsync(ShapedLink.FarAddress, Port, cancellationToken);
        var block = new byte[65_536];
        for (var left = bytes; left > 0;)
        {
            left -= await sender.SendAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellationToken);
        }

        await sender.ReceiveAsync(block.AsMemory(0, 1), cancellationToken);
        var took = time.GetElapsedTime(start);
        await receiving;
        return took;
    }

    private static async Task ReceiveAsync(NetworkNamespace far, long bytes, CancellationToken cancellationToken)
    {
        // It listens by the time it first waits, so before the sender connects.
        using var listener = far.OpenTcpSocket();
        listener.Bind(new IPEndPoint(ShapedLink.FarAddress, Port));
        listener.Listen(1);
        using var socket = await listener.AcceptAsync(cancellationToken);
        var block = new byte[65_536];
        while (bytes > 0)
        {
            var got = await socket.ReceiveAsync(block, cancellationToken);
            bytes -= got > 0 ? got : throw new IOException("the bulk transfer was cut off");
        }

        await socket.SendAsync(block.AsMemory(0, 1), cancellationToken);
    }
}
