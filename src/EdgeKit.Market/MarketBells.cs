using EdgeKit.Kernel.Loops;

namespace EdgeKit.Market;

/// <summary>Wakes the loops: somebody called who is not known, somebody is there who can be asked.</summary>
internal sealed class MarketBells(TimeProvider time)
{
    /// <summary>Somebody called who is to be met.</summary>
    public Doorbell Peers { get; } = new(time);

    /// <summary>Something is missing, or somebody is there who can be asked.</summary>
    public Doorbell Transfers { get; } = new(time);
}
