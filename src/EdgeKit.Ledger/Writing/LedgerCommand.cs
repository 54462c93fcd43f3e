using EdgeKit.Kernel.Storage;

namespace EdgeKit.Ledger.Writing;

/// <summary>Something that waits for the writer.</summary>
internal abstract class LedgerCommand
{
    /// <summary>Decides inside the batch's transaction what happens. Whatever it says is told only after the commit.</summary>
    public abstract void Decide(LedgerBatch batch);

    /// <summary>The commit holds: tells the caller.</summary>
    public abstract void Tell();

    /// <summary>Nothing was committed.</summary>
    public abstract void Refuse(StorageState storage, string reason);

    /// <summary>The commit failed halfway: the ledger may have it when it is opened again.</summary>
    public abstract void Doubt(string reason);

    /// <summary>Deciding threw: a defect of ours.</summary>
    public abstract void Fail(Exception exception);
}
