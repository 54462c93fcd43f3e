using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace EdgeKit.Testing.Streams;

/// <summary>One connection to an origin.</summary>
internal sealed class OriginConnection(TestOrigin origin, Socket socket) : IDisposable
{
    private readonly OriginReader _reader = new(socket);
    private readonly byte[] _peek = new byte[1];

    /// <summary>Answers requests until an end closes.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var goesOn = true;
            while (goesOn)
            {
                goesOn = await _reader.ReadHeadAsync(cancellationToken) is { } head
                    && await AnswerAsync(head, cancellationToken) && !head.Closes;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The other end left, or the origin ends: there is nobody to tell.
            Reset();
        }
    }

    /// <summary>Ends it with a TCP reset.</summary>
    public void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    [SuppressMessage("Reliability", "CA2025", Justification = "The watch is awaited before its source is disposed of.")]
    private async Task<bool> AnswerAsync(OriginHead head, CancellationToken cancellationToken)
    {
        var request = origin.Receive(head);
        var exchange = new OriginExchange(origin, socket, request, origin.FaultsFor(request));
        if (head.HasBody)
        {
            await TakeBodyAsync(head, cancellationToken);
        }
        else if (string.Equals(head.Method, "DELETE", StringComparison.Ordinal))
        {
            origin.Store.Delete(head.Path);
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(gone);
        try
        {
            var goesOn = await exchange.RunAsync(gone.Token);
            request.IsWhole = !request.IsCut;
            return goesOn;
        }
        finally
        {
            request.HasEnded = true;
            await gone.CancelAsync();
            await watching;
        }
    }

    private async Task TakeBodyAsync(OriginHead head, CancellationToken cancellationToken)
    {
        var body = _reader.ReadBodyAsync(head, cancellationToken);
        if (head.Path.StartsWith(origin.Store.Path, StringComparison.Ordinal))
        {
            await origin.Store.PutAsync(head.Path, body, cancellationToken);
            return;
        }

        await foreach (var _ in body)
        {
            continue;
        }
    }

    /// <summary>A client that leaves ends its answer, also while there is nothing to send to it.</summary>
    private async Task WatchAsync(CancellationTokenSource gone)
    {
        if (_reader.HasMore)
        {
            return;
        }

        try
        {
            if (await socket.ReceiveAsync(_peek, SocketFlags.Peek, gone.Token) == 0)
            {
                await gone.CancelAsync();
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            await gone.CancelAsync();
        }
    }
}
