using EdgeKit.Contracts.Stock;

namespace EdgeKit.Kernel.Stock;

/// <summary>What the market does with the kit's selling rights: each transfer has one effect at each of both kits, however often it is asked for.</summary>
public interface IStockTransfers
{
    /// <summary>The log that rights are given from and taken into.</summary>
    Guid Incarnation { get; }

    /// <summary>Units of each SKU that another kit could have: what is available above what this kit expects to need itself.</summary>
    IReadOnlyDictionary<string, long> Spare { get; }

    /// <summary>Units of each SKU that this kit was asked for and does not have.</summary>
    IReadOnlyDictionary<string, long> Missing { get; }

    /// <summary>Transfers that were begun here and have not come in yet, oldest first: to be asked for again until they are answered.</summary>
    ValueTask<IReadOnlyList<TransferRequest>> PendingAsync(CancellationToken cancellationToken);

    /// <summary>Notes that rights will be asked for, before they are: after a power cut the same transfer is asked for again.</summary>
    /// <exception cref="TransferRefusedException">It is not this kit's to ask, or too many asked before are not answered yet.</exception>
    /// <exception cref="IOException">It could not be put on the disk.</exception>
    ValueTask BeginAsync(TransferRequest request, CancellationToken cancellationToken);

    /// <summary>Gives rights to another kit: on the disk when it returns. Repeated, it answers as the first time.</summary>
    /// <returns>The transfer, with fewer than asked for when there were fewer; null when there was nothing to give, which is final for this id.</returns>
    /// <exception cref="TransferRefusedException">It is not this kit's to give, or its id was used for another.</exception>
    /// <exception cref="IOException">It could not be put on the disk: ask again with the same id.</exception>
    ValueTask<Transfer?> GiveAsync(TransferRequest request, CancellationToken cancellationToken);

    /// <summary>Takes rights that another kit gave; repeated, it has no further effect.</summary>
    /// <exception cref="TransferRefusedException">It is not for this kit and this log, or was never begun here.</exception>
    /// <exception cref="IOException">It could not be put on the disk: take it again.</exception>
    ValueTask TakeAsync(Transfer transfer, CancellationToken cancellationToken);

    /// <summary>The donor said finally that it gives nothing.</summary>
    ValueTask ForgetAsync(Guid transferId, CancellationToken cancellationToken);
}
