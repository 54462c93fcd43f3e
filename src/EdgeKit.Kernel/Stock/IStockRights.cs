using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Stock;

/// <summary>What the way to the cloud does with the kit's selling rights.</summary>
public interface IStockRights
{
    /// <summary>Counts the moments at which the cloud should hear at once: something could not be had, or soon cannot.</summary>
    ISignal<long> Needs { get; }

    /// <summary>Takes what the cloud granted and gives back what it asks for, as far as it is not sold or held; on the disk when it returns.</summary>
    /// <exception cref="IOException">It could not be put on the disk.</exception>
    ValueTask ReceiveAsync(StockRights rights, CancellationToken cancellationToken);

    /// <summary>The cloud was heard: granted rights may be sold for as long as it said from now on.</summary>
    void Heard();

    /// <summary>What the kit expects to need: the SKUs whose figures changed since the last report that <see cref="Reported"/> confirmed.</summary>
    /// <param name="offline">For how long without the cloud it wants to last.</param>
    /// <returns>Null when there is nothing to say.</returns>
    RightsReport? Report(TimeSpan offline);

    /// <summary>The cloud has this report.</summary>
    void Reported(RightsReport report);
}
