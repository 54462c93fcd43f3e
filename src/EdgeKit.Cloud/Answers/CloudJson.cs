using System.Text.Json.Serialization;
using EdgeKit.Cloud.Catalog;
using EdgeKit.Cloud.Commands;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Journal;
using EdgeKit.Cloud.Kits;
using EdgeKit.Cloud.Losses;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Rights;
using EdgeKit.Cloud.Shop;
using EdgeKit.Cloud.Telemetry;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Answers;

/// <summary>What only the cloud says or stores, as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<Act>), typeof(CamelCase<ClockState>), typeof(CamelCase<LogStanding>), typeof(CamelCase<OrderStatus>)],
    MaxDepth = 16)]
[JsonSerializable(typeof(CatalogItem[]))]
[JsonSerializable(typeof(CatalogPublished))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ExportFooter))]
[JsonSerializable(typeof(ExportHeader))]
[JsonSerializable(typeof(IReadOnlyList<CheckEntry>))]
[JsonSerializable(typeof(IReadOnlyList<LedgerEntry>))]
[JsonSerializable(typeof(IReadOnlyList<OrderLine>))]
[JsonSerializable(typeof(IReadOnlyList<SetAsideRecord>))]
[JsonSerializable(typeof(IReadOnlyList<SkuQuantity>))]
[JsonSerializable(typeof(IReadOnlyList<TelemetryEntry>))]
[JsonSerializable(typeof(JournalPage))]
[JsonSerializable(typeof(KitHoldings))]
[JsonSerializable(typeof(KitList))]
[JsonSerializable(typeof(LossReport))]
[JsonSerializable(typeof(OrderEntries))]
[JsonSerializable(typeof(PoolChanged))]
[JsonSerializable(typeof(PoolCounted))]
[JsonSerializable(typeof(PoolReceipt))]
[JsonSerializable(typeof(RightsChanged))]
[JsonSerializable(typeof(RightsRequest))]
[JsonSerializable(typeof(Settlement))]
[JsonSerializable(typeof(SettleRequest))]
[JsonSerializable(typeof(ShopOrderReceipt))]
[JsonSerializable(typeof(ShopOrderSubmission))]
[JsonSerializable(typeof(StockCount))]
internal sealed partial class CloudJson : JsonSerializerContext;
