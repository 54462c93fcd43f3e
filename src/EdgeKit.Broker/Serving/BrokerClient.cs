using System.Net;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Access;

namespace EdgeKit.Broker.Serving;

/// <summary>A client that was let in, for as long as its session is kept.</summary>
/// <param name="id">Its name at the server: its folder and what it calls itself, so that no device takes another's session.</param>
/// <param name="caller">Who it is.</param>
/// <param name="rights">What it may do.</param>
/// <param name="keep">How long its session outlasts its connection.</param>
/// <param name="remote">The other end of its connection.</param>
internal sealed class BrokerClient(string id, Caller caller, TopicRights rights, TimeSpan keep, EndPoint remote)
{
    /// <summary>Bytes that wait for one client that is away.</summary>
    public const int MostWaitingBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _filters = new(StringComparer.Ordinal);
    private long? _awaySince;
    private int _waiting;
    private long _waitingBytes;
    private volatile bool _isBehind;

    /// <summary>Its name at the server.</summary>
    public string Id => id;

    /// <summary>Who it is.</summary>
    public Caller Caller => caller;

    /// <summary>What it may do.</summary>
    public TopicRights Rights => rights;

    /// <summary>The name of its folder.</summary>
    public string Folder => KitTopics.FolderOf(caller);

    /// <summary>Whether a message that it was to acknowledge was dropped: its session is over.</summary>
    public bool IsBehind => _isBehind;

    /// <summary>Whether it is connected.</summary>
    public bool IsHere
    {
        get
        {
            lock (_gate)
            {
                return _awaySince is null;
            }
        }
    }

    /// <summary>Goes on with what an earlier connection of the same session subscribed to.</summary>
    public void Resume(BrokerClient earlier)
    {
        lock (_gate)
        {
            _filters.UnionWith(earlier._filters);
        }
    }

    /// <summary>Counts a subscription.</summary>
    /// <returns>False if it is one too many.</returns>
    public bool TrySubscribe(string filter, int most)
    {
        lock (_gate)
        {
            return _filters.Contains(filter) || (_filters.Count < most && _filters.Add(filter));
        }
    }

    /// <summary>It no longer wants that.</summary>
    public void Unsubscribe(string filter)
    {
        lock (_gate)
        {
            _filters.Remove(filter);
        }
    }

    /// <summary>A connection ended; what became of an earlier one of its own is nothing to it.</summary>
    public void Leave(EndPoint connection, long now)
    {
        if (!ReferenceEquals(connection, remote))
        {
            return;
        }

        lock (_gate)
        {
            _awaySince = now;
        }
    }

    /// <summary>Counts a message that waits for it while it is away.</summary>
    /// <returns>False if as many wait as may, or as many bytes.</returns>
    public bool TryWait(int most, long bytes)
    {
        lock (_gate)
        {
            if (_awaySince is null)
            {
                return true;
            }

            if (_waiting >= most || _waitingBytes + bytes > MostWaitingBytes)
            {
                return false;
            }

            (_waiting, _waitingBytes) = (_waiting + 1, _waitingBytes + bytes);
            return true;
        }
    }

    /// <summary>A message that it was to acknowledge was dropped.</summary>
    public void FallBehind() => _isBehind = true;

    /// <summary>Whether it has been away for longer than its session is kept.</summary>
    public bool IsOver(TimeProvider time)
    {
        lock (_gate)
        {
            return _awaySince is { } since && time.GetElapsedTime(since) >= keep;
        }
    }
}
