using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Holds;

/// <summary>A request about a hold. It needs no key: repeated, it leaves its cart with the same hold.</summary>
internal abstract class HoldCommand : LedgerCommand<CommandResult>
{
    public sealed override void Refuse(StorageState storage, string reason) => TellAtOnce(new CommandResult.Unavailable(storage, reason));

    public sealed override void Doubt(string reason) => TellAtOnce(new CommandResult.Doubtful(reason));

    /// <summary>The hold as it stands inside the transaction.</summary>
    protected static CommandResult Answer(LedgerBatch batch, int status, Hold hold, string? location = null) => new CommandResult.Accepted(
        status, JsonSerializer.SerializeToUtf8Bytes(hold.ViewAt(batch.Running.Now), ContractsJson.Default.HoldView), location);
}
