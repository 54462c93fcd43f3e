using System.Net;
using Microsoft.AspNetCore.Connections;

namespace EdgeKit.Daemon.Hosting;

/// <summary>
/// Listeners that turn away who has more than a share of the connections. They do so where connections are accepted, one after another:
/// what gets past there is work for the thread pool, and a flood of it would delay every order.
/// </summary>
internal sealed class SharedListeners(IConnectionListenerFactory sockets, ConnectionShare share) : IConnectionListenerFactory
{
    /// <inheritdoc />
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), share);

    private sealed class Listener(IConnectionListener accepted, ConnectionShare share) : IConnectionListener
    {
        public EndPoint EndPoint => accepted.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await accepted.AcceptAsync(cancellationToken) is { } connection)
            {
                if (share.TryTake(connection))
                {
                    return connection;
                }

                connection.Abort(new ConnectionAbortedException($"its address has more than {ConnectionShare.Most} connections"));
                await connection.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => accepted.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => accepted.DisposeAsync();
    }
}
