using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>An order as a backend reads it.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Kit">Who took it.</param>
/// <param name="Incarnation">In which log.</param>
/// <param name="Seq">By which record.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lines">What was sold.</param>
/// <param name="TakenBack">What was voided or refunded of it.</param>
/// <param name="Total">What it came to.</param>
internal sealed record OrderEntry(
    Guid OrderId,
    string Kit,
    Guid Incarnation,
    long Seq,
    OrderStatus Status,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<SkuQuantity> TakenBack,
    Money Total);
