using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Demand;

/// <summary>
/// What shoppers want of each SKU of late. Units and hours of selling fade alike, so that their ratio is the rate of now; hours in which the kit
/// took no orders do not count. Pure: it is told the running time, and a restart forgets it, which costs some foresight and nothing else.
/// </summary>
internal sealed class DemandEstimate
{
    /// <summary>So many SKUs are followed; beyond, the one that is asked for least makes room.</summary>
    public const int MostSkus = 2000;

    /// <summary>What one request can count for: who wants ten thousand shall not move the stock of a market.</summary>
    public const int MostUnmetOfOne = 20;

    private const double RecentHalfLifeMinutes = 3;
    private const double LeastRate = 0.1;
    private const double NewsShare = 0.2;

    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TellAgain = TimeSpan.FromHours(1);

    // A rate over less says more of chance than of demand.
    private const double LeastHours = 0.25;

    private readonly Dictionary<string, SkuEstimate> _skus = new(StringComparer.Ordinal);
    private readonly RecentAskers _askers = new();
    private double _hours;
    private TimeSpan _at;
    private bool _isReady;

    /// <summary>How many SKUs are followed.</summary>
    public int Count => _skus.Count;

    /// <summary>Whether too little was seen yet to say what the kit will need itself.</summary>
    public bool IsYoung(TimeSpan now) => Hours(now) < LeastHours;

    /// <summary>Orders are taken from now on, or are not.</summary>
    public void SetReady(bool isReady, TimeSpan now)
    {
        Hours(now);
        _isReady = isReady;
    }

    /// <summary>The kit has stock of a SKU for the first time: its hours begin.</summary>
    public void Offer(string sku, TimeSpan now)
    {
        if (!_skus.ContainsKey(sku))
        {
            Make(sku, now).HoursBefore = Hours(now);
        }
    }

    /// <summary>The kit sells a SKU, whether or not it has any: the cloud is to hear of it once, before somebody goes without.</summary>
    public void PutOnSale(string sku, TimeSpan now)
    {
        if (_skus.TryGetValue(sku, out var known))
        {
            known.IsOnSale = true;
        }
        else if (_skus.Count < MostSkus)
        {
            Offer(sku, now);
            _skus[sku].IsOnSale = true;
        }
    }

    /// <summary>Counts what was asked for.</summary>
    /// <returns>Whether somebody went without who had not before.</returns>
    public bool Add(in Asked asked, TimeSpan now)
    {
        if (asked.IsMet)
        {
            var counted = _askers.Remove(asked.Asker, asked.Sku);
            var served = Find(asked.Sku, now) ?? Make(asked.Sku, now);
            served.Units += Math.Max(0, asked.Quantity - counted);
            served.Wanted = Math.Max(0, served.Wanted - counted);
            served.Unmet = Math.Max(0, served.Unmet - counted);
            return false;
        }

        var units = Math.Min(asked.Quantity, MostUnmetOfOne);
        if (!_askers.Add(asked.Asker, asked.Sku, units))
        {
            return false;
        }

        var missed = Find(asked.Sku, now) ?? Make(asked.Sku, now);
        missed.Units += units;
        missed.Wanted += units;
        missed.Unmet += units;
        return true;
    }

    /// <summary>Whether what is available does not last for the next minutes, and did before.</summary>
    public bool RunsLow(string sku, long available, TimeSpan now)
    {
        if (Find(sku, now) is not { } estimate)
        {
            return false;
        }

        var isLow = available < Rate(estimate, now) * Short.TotalHours;
        var turned = isLow && !estimate.IsLow;
        estimate.IsLow = isLow;
        return turned;
    }

    /// <summary>Of what is available, what another kit could have: all but what is expected to be sold here within the hour.</summary>
    public long SpareOf(string sku, long available, TimeSpan now)
    {
        var rate = Find(sku, now) is { } estimate ? Rate(estimate, now) : 0;
        var own = rate < LeastRate ? 0 : (long)Math.Ceiling(rate);

        // Who has just started knows of no demand and does not give everything away for that.
        own = IsYoung(now) ? Math.Max(own, available - (available / 2)) : own;
        return Math.Max(0, available - own);
    }

    /// <summary>Units that were asked for in the last minutes and are not available.</summary>
    public long MissingOf(string sku, long available, TimeSpan now) =>
        Find(sku, now) is { } estimate ? Math.Max(0, (long)Math.Round(estimate.Unmet) - available) : 0;

    /// <summary>The SKUs that somebody asked for.</summary>
    public IReadOnlyCollection<string> Skus => _skus.Keys;

    /// <summary>What the cloud should hear: what is on sale, where somebody went without, where the rate is another than it knows, and each of them once an hour.</summary>
    public IReadOnlyList<SkuDemand> Changed(TimeSpan now)
    {
        List<SkuDemand>? changed = null;
        foreach (var (sku, estimate) in _skus)
        {
            Fade(estimate, now);
            var rate = Rate(estimate, now);
            var differs = Math.Abs(rate - estimate.ToldRate) > Math.Max(LeastRate, NewsShare * Math.Max(rate, estimate.ToldRate));
            var isOld = Math.Max(rate, estimate.ToldRate) >= LeastRate && estimate.ToldAt is { } told && now - told >= TellAgain;
            if (estimate.Wanted > 0 || differs || isOld || (estimate.IsOnSale && estimate.ToldAt is null))
            {
                (changed ??= []).Add(new SkuDemand(sku, estimate.Units, Math.Max(0, Hours(now) - estimate.HoursBefore), estimate.Wanted));
            }
        }

        return changed ?? [];
    }

    /// <summary>The cloud has heard this. What was asked for since is not in it and stays to be told.</summary>
    public void Told(IReadOnlyList<SkuDemand> told, TimeSpan now)
    {
        foreach (var (sku, units, hours, wanted) in told)
        {
            if (_skus.TryGetValue(sku, out var estimate))
            {
                estimate.Wanted = Math.Max(0, estimate.Wanted - wanted);
                (estimate.ToldRate, estimate.ToldAt) = (units / Math.Max(hours, LeastHours), now);
            }
        }
    }

    private double Rate(SkuEstimate estimate, TimeSpan now) => estimate.Units / Math.Max(Hours(now) - estimate.HoursBefore, LeastHours);

    private double Hours(TimeSpan now)
    {
        var remains = Math.Pow(0.5, (now - _at) / HalfLife);
        _hours *= remains;
        if (_isReady)
        {
            // What an hour is worth by now, added up over the time since.
            _hours += HalfLife.TotalHours / Math.Log(2) * (1 - remains);
        }

        _at = now;
        return _hours;
    }

    private SkuEstimate? Find(string sku, TimeSpan now)
    {
        if (!_skus.TryGetValue(sku, out var estimate))
        {
            return null;
        }

        Fade(estimate, now);
        return estimate;
    }

    private static void Fade(SkuEstimate estimate, TimeSpan now)
    {
        var elapsed = now - estimate.At;
        if (elapsed <= TimeSpan.Zero)
        {
            return;
        }

        var remains = Math.Pow(0.5, elapsed / HalfLife);
        estimate.Units *= remains;
        estimate.HoursBefore *= remains;
        estimate.Unmet *= Math.Pow(0.5, elapsed.TotalMinutes / RecentHalfLifeMinutes);
        estimate.At = now;
    }

    private SkuEstimate Make(string sku, TimeSpan now)
    {
        if (_skus.Count == MostSkus)
        {
            _skus.Remove(_skus.MinBy(other => other.Value.Units * Math.Pow(0.5, (now - other.Value.At) / HalfLife)).Key);
        }

        return _skus[sku] = new SkuEstimate { At = now };
    }
}
