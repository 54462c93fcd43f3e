using System.Globalization;
using System.Net;
using EdgeKit.Contracts.Market;

namespace EdgeKit.Market.Peers;

/// <summary>
/// Who is in the market. A beacon, which anybody may have written down and sent again, gives no more than an address to try; a kit is
/// in the table because it answered a question that nobody could know before, and for as long as it goes on answering. Bounded.
/// </summary>
internal sealed class PeerTable(TimeProvider time)
{
    /// <summary>Kits, candidates and strangers at a time, each.</summary>
    public const int Most = 64;

    /// <summary>For how long a kit that answers no more is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>No address of one kit is tried sooner after another.</summary>
    private static readonly TimeSpan CandidateEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Peer> _kits = [];
    private readonly Dictionary<Guid, Candidate> _candidates = [];
    private readonly Dictionary<IPAddress, long> _strangers = [];

    /// <summary>The kits that answer, by id.</summary>
    public IReadOnlyList<Peer> Kits
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return [.. _kits.Values.OrderBy(static peer => peer.Kit, StringComparer.Ordinal).ThenByDescending(static peer => peer.Seen)];
            }
        }
    }

    /// <summary>Addresses that called of late with another key or for another market.</summary>
    public int Strangers
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _strangers.Count;
            }
        }
    }

    /// <summary>The kit that has this log; null if none answers.</summary>
    public Peer? Find(Guid incarnation) => Kits.FirstOrDefault(peer => peer.Incarnation == incarnation);

    /// <summary>The kit of this id that was seen last; null if none answers.</summary>
    public Peer? Find(string kit) => Kits.FirstOrDefault(peer => string.Equals(peer.Kit, kit, StringComparison.Ordinal));

    /// <summary>A beacon of another kit came.</summary>
    /// <returns>Whether there is somebody to meet.</returns>
    public bool Hear(MarketBeacon beacon, IPAddress from)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{new IPEndPoint(from, beacon.Port)}"));
        lock (_gate)
        {
            Forget();
            if (_kits.TryGetValue(beacon.Incarnation, out var known) && known.Address == address && string.Equals(known.Stock.Run, beacon.Run, StringComparison.Ordinal))
            {
                return false;
            }

            var now = time.GetTimestamp();
            if (_candidates.TryGetValue(beacon.Incarnation, out var before)
                ? time.GetElapsedTime(before.Heard, now) < CandidateEvery
                : _candidates.Count >= Most)
            {
                return false;
            }

            _candidates[beacon.Incarnation] = new Candidate(address, now);
            return true;
        }
    }

    /// <summary>Something came from there that has another seal.</summary>
    public void HearStranger(IPAddress from)
    {
        lock (_gate)
        {
            Forget();
            if (_strangers.Count < Most || _strangers.ContainsKey(from))
            {
                _strangers[from] = time.GetTimestamp();
            }
        }
    }

    /// <summary>The addresses to ask who is there: of all kits, of those that called, and <paramref name="always"/>.</summary>
    public IReadOnlyList<Uri> ToMeet(IReadOnlyList<Uri> always)
    {
        lock (_gate)
        {
            Forget();
            return [.. _candidates.Values.Where(static candidate => candidate.IsNew).Select(static candidate => candidate.Address).Concat(_kits.Values.Select(static peer => peer.Address)).Concat(always).Distinct()];
        }
    }

    /// <summary>A kit answered there.</summary>
    /// <returns>Whether it is new, or runs anew: there may be something to ask it.</returns>
    public bool Meet(Uri address, PeerStock stock)
    {
        lock (_gate)
        {
            Forget();
            var isKnown = _kits.TryGetValue(stock.Incarnation, out var before);
            if (!isKnown && _kits.Count >= Most)
            {
                return false;
            }

            _kits[stock.Incarnation] = new Peer(address, stock, time.GetTimestamp());
            return before is null || !string.Equals(before.Stock.Run, stock.Run, StringComparison.Ordinal);
        }
    }

    /// <summary>These addresses were tried: those that called are tried again only if they call again.</summary>
    public void Tried(IReadOnlyList<Uri> addresses)
    {
        lock (_gate)
        {
            foreach (var (incarnation, candidate) in _candidates.Where(candidate => addresses.Contains(candidate.Value.Address)).ToList())
            {
                _candidates[incarnation] = candidate with { IsNew = false };
            }
        }
    }

    private void Forget()
    {
        var now = time.GetTimestamp();
        Forget(_kits, static peer => peer.Seen, now);
        Forget(_candidates, static candidate => candidate.Heard, now);
        Forget(_strangers, static heard => heard, now);
    }

    private void Forget<TKey, TValue>(Dictionary<TKey, TValue> table, Func<TValue, long> seen, long now)
        where TKey : notnull
    {
        foreach (var key in table.Where(entry => time.GetElapsedTime(seen(entry.Value), now) > Lifetime).Select(static entry => entry.Key).ToList())
        {
            table.Remove(key);
        }
    }

    private sealed record Candidate(Uri Address, long Heard, bool IsNew = true);
}
