using System.Collections.Concurrent;
using System.Net;

namespace EdgeKit.Broker.Serving;

/// <summary>The clients whose sessions there are, connected or not.</summary>
internal sealed class BrokerClients(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, BrokerClient> _all = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IEnumerable<BrokerClient> All => _all.Values;

    /// <summary>How many are connected.</summary>
    public int Here => _all.Values.Count(static client => client.IsHere);

    /// <summary>How many sessions a device has besides this one.</summary>
    public int Others(BrokerClient client) => _all.Values.Count(one => one.Id != client.Id && string.Equals(one.Folder, client.Folder, StringComparison.Ordinal));

    /// <summary>The client of a session; null for none.</summary>
    public BrokerClient? Find(string id) => _all.GetValueOrDefault(id);

    /// <summary>A client was let in. It takes the place of an earlier connection of its own.</summary>
    public void Enter(BrokerClient client, bool isClean)
    {
        if (!isClean && Find(client.Id) is { } earlier)
        {
            client.Resume(earlier);
        }

        _all[client.Id] = client;
    }

    /// <summary>A client's connection ended; its session may go on.</summary>
    public void Leave(string id, EndPoint connection) => Find(id)?.Leave(connection, time.GetTimestamp());

    /// <summary>A session ended.</summary>
    public void Forget(string id) => _all.TryRemove(id, out _);
}
