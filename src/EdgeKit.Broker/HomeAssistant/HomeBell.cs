using EdgeKit.Kernel.Signals;

namespace EdgeKit.Broker.HomeAssistant;

/// <summary>Counts how often Home Assistant said that it is there.</summary>
internal sealed class HomeBell
{
    private readonly Signal<long> _births = new(0);
    private long _count;

    /// <summary>How often.</summary>
    public ISignal<long> Births => _births;

    /// <summary>Once more.</summary>
    public void Ring() => _births.Set(Interlocked.Increment(ref _count));
}
