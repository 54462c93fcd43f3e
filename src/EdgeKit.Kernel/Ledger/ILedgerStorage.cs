using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Kernel.Ledger;

/// <summary>How the ledger's disk is.</summary>
public interface ILedgerStorage
{
    /// <summary>Whether orders can be committed.</summary>
    ISignal<StorageState> Storage { get; }

    /// <summary>What failed, in words; null while nothing has.</summary>
    string? Fault { get; }

    /// <summary>Returns once everything that was submitted before is on the disk, or known not to be.</summary>
    /// <exception cref="IOException">The ledger does not write; the message says why.</exception>
    Task SettleAsync(CancellationToken cancellationToken);
}
