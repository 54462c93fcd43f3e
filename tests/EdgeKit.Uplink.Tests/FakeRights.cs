using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Stock;

namespace EdgeKit.Uplink.Tests;

/// <summary>Selling rights that note what is done with them.</summary>
internal sealed class FakeRights : IStockRights
{
    private readonly Signal<long> _needs = new(0);

    public ISignal<long> Needs => _needs;

    public int TimesHeard { get; private set; }

    public List<StockRights> Received { get; } = [];

    /// <summary>What the disk says to the next entry; null for nothing.</summary>
    public IOException? Fault { get; set; }

    /// <summary>What there is to say to the cloud.</summary>
    public RightsReport? Next { get; set; }

    public List<RightsReport> Confirmed { get; } = [];

    public TimeSpan Offline { get; private set; }

    public void Need() => _needs.Set(_needs.Current + 1);

    public ValueTask ReceiveAsync(StockRights rights, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
        {
            return ValueTask.FromException(fault);
        }

        Received.Add(rights);
        return ValueTask.CompletedTask;
    }

    public void Heard() => TimesHeard++;

    public RightsReport? Report(TimeSpan offline)
    {
        Offline = offline;
        return Next;
    }

    public void Reported(RightsReport report) => Confirmed.Add(report);
}
