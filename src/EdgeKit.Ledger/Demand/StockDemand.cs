using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Ledger.Demand;

/// <summary>The demand of this run of the daemon: the writer tells it, the way to the cloud and the market ask.</summary>
internal sealed class StockDemand(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Signal<long> _needs = new(0);
    private readonly DemandEstimate _estimate = new();
    private readonly long _started = time.GetTimestamp();

    /// <summary>Counts the moments at which somebody went without, or what is left became little.</summary>
    public ISignal<long> Needs => _needs;

    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Orders are taken from now on, or are not.</summary>
    public void SetReady(bool isReady)
    {
        lock (_gate)
        {
            _estimate.SetReady(isReady, Now);
        }
    }

    /// <summary>A batch was decided.</summary>
    /// <param name="asked">What shoppers asked for in it.</param>
    /// <param name="offered">SKUs that the kit had nothing of before.</param>
    /// <param name="changed">What is left of the SKUs that it changed.</param>
    public void Add(List<Asked> asked, IEnumerable<string> offered, IReadOnlyList<StockLevel> changed)
    {
        if (asked.Count == 0 && changed.Count == 0)
        {
            return;
        }

        var needs = false;
        lock (_gate)
        {
            var now = Now;
            foreach (var sku in offered)
            {
                _estimate.Offer(sku, now);
            }

            foreach (var one in asked)
            {
                needs |= _estimate.Add(one, now);
            }

            foreach (var level in changed)
            {
                needs |= _estimate.RunsLow(level.Sku, level.Available, now);
            }
        }

        if (needs)
        {
            _needs.Set(_needs.Current + 1);
        }
    }

    /// <summary>Of <paramref name="available"/> units, how many another kit could have.</summary>
    public long SpareOf(string sku, long available)
    {
        lock (_gate)
        {
            return _estimate.SpareOf(sku, available, Now);
        }
    }

    /// <summary>Units that were asked for in the last minutes and are not available, by SKU.</summary>
    /// <param name="availableOf">What is available of a SKU.</param>
    public IReadOnlyDictionary<string, long> Missing(Func<string, long> availableOf)
    {
        lock (_gate)
        {
            var now = Now;
            return _estimate.Skus
                .Select(sku => (Sku: sku, Units: _estimate.MissingOf(sku, availableOf(sku), now)))
                .Where(static missing => missing.Units > 0)
                .ToDictionary(static missing => missing.Sku, static missing => missing.Units, StringComparer.Ordinal);
        }
    }

    /// <summary>What the cloud should hear.</summary>
    /// <param name="onSale">What the kit sells: the cloud grants nothing of what it does not know of.</param>
    public IReadOnlyList<SkuDemand> Changed(IEnumerable<string> onSale)
    {
        lock (_gate)
        {
            var now = Now;
            foreach (var sku in onSale)
            {
                _estimate.PutOnSale(sku, now);
            }

            return _estimate.Changed(now);
        }
    }

    /// <summary>The cloud has heard it.</summary>
    public void Told(IReadOnlyList<SkuDemand> told)
    {
        lock (_gate)
        {
            _estimate.Told(told, Now);
        }
    }
}
