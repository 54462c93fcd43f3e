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
}
