using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Transfers;

namespace EdgeKit.Simulation.Kits;

/// <summary>A transfer between two kits that reach each other, one step at a time.</summary>
internal static class Exchange
{
    /// <summary>Asks a kit for rights, or asks it again.</summary>
    /// <returns>What it gave; null for nothing.</returns>
    public static async Task<Transfer?> AskAsync(SimulatedKit donor, TransferRequest request) =>
        (await donor.RunAsync(new GiveTransfer(request, donor.Demand))).Result switch
        {
            TransferResult.Given(var row) => new Transfer(request, row.Quantity, row.Seq),
            TransferResult.Nothing => null,
            var other => throw new InvalidOperationException($"{donor.Id} answers {other}."),
        };

    /// <summary>Hears the answer.</summary>
    /// <returns>How many came.</returns>
    public static async Task<long> HearAsync(SimulatedKit receiver, Guid id, Transfer? transfer)
    {
        if (transfer is null)
        {
            await receiver.RunAsync(new ForgetTransfer(id));
            return 0;
        }

        var (isTold, result) = await receiver.RunAsync(new TakeTransfer(transfer));
        return !isTold ? 0 : result is TransferResult.Done ? transfer.Quantity : throw new InvalidOperationException($"{receiver.Id} answers {result}.");
    }
}
