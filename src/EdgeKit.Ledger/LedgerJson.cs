using System.Text.Json.Serialization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Orders;

namespace EdgeKit.Ledger;

/// <summary>What this module alone turns into JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<ClockState>), typeof(CamelCase<OrderStatus>), typeof(CamelCase<PaymentMethod>), typeof(CamelCase<PromiseState>)])]
[JsonSerializable(typeof(ConsumerPosition))]
[JsonSerializable(typeof(FeedExportHead))]
[JsonSerializable(typeof(FeedPosition))]
[JsonSerializable(typeof(OrderNews))]
[JsonSerializable(typeof(OrderState))]
[JsonSerializable(typeof(IReadOnlyList<SkuQuantity>))]
[JsonSerializable(typeof(IReadOnlyList<StockLevel>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
