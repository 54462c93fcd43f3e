using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Transfers;

/// <summary>A transfer, as this kit remembers it.</summary>
/// <param name="Id">The same at both kits.</param>
/// <param name="Direction">Which of the two this one is.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Asked">What was asked for.</param>
/// <param name="Quantity">What was given; 0 before.</param>
/// <param name="Kit">The other kit.</param>
/// <param name="Incarnation">Its log.</param>
/// <param name="State">How far it is.</param>
/// <param name="Seq">The donor's record once it is done; 0 before.</param>
internal sealed record TransferRow(
    Guid Id, TransferDirection Direction, string Sku, long Asked, long Quantity, string Kit, Guid Incarnation, TransferState State, long Seq)
{
    /// <summary>A transfer that this kit gives.</summary>
    public static TransferRow Out(TransferRequest request, long quantity, long seq) => new(
        request.TransferId,
        TransferDirection.Out,
        request.Sku,
        request.Quantity,
        quantity,
        request.ToKit,
        request.ToIncarnation,
        quantity > 0 ? TransferState.Done : TransferState.Nothing,
        seq);

    /// <summary>A transfer that this kit will ask for.</summary>
    public static TransferRow In(TransferRequest request) => new(
        request.TransferId, TransferDirection.In, request.Sku, request.Quantity, 0, request.FromKit, request.FromIncarnation, TransferState.Begun, 0);

    /// <summary>Whether it is about the same goods and the same other kit.</summary>
    public bool Matches(TransferRow other) =>
        string.Equals(Sku, other.Sku, StringComparison.Ordinal) && string.Equals(Kit, other.Kit, StringComparison.Ordinal) && Incarnation == other.Incarnation;
}
