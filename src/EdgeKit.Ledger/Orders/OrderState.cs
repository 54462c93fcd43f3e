using System.Text.Json;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Ledger.Orders;

/// <summary>What happened to an order since it was accepted. An order that nothing happened to has none.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Voided">Taken back before the goods were given.</param>
/// <param name="Refunded">Given back for money.</param>
/// <param name="Payment">How it was paid later.</param>
internal sealed record OrderState(OrderStatus Status, IReadOnlyList<SkuQuantity> Voided, IReadOnlyList<SkuQuantity> Refunded, Payment? Payment = null)
{
    /// <summary>The state of an order that has just been accepted.</summary>
    public static OrderState Of(OrderAcceptedBody order) => new(order.Status, [], []);

    public static OrderState Parse(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, LedgerJson.Default.OrderState)!;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.OrderState);
}
