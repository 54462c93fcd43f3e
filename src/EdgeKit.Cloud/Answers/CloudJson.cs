using System.Text.Json.Serialization;
using EdgeKit.Cloud.Catalog;
using EdgeKit.Cloud.Commands;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Kits;
using EdgeKit.Cloud.Pool;
using EdgeKit.Cloud.Shop;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Answers;

/// <summary>What only the cloud says or stores, as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<ClockState>), typeof(CamelCase<OrderStatus>)],
    MaxDepth = 16)]
[JsonSerializable(typeof(CatalogItem[]))]
[JsonSerializable(typeof(CatalogPublished))]
[JsonSerializable(typeof(ExportFooter))]
[JsonSerializable(typeof(ExportHeader))]
[JsonSerializable(typeof(IReadOnlyList<CheckEntry>))]
[JsonSerializable(typeof(IReadOnlyList<LedgerEntry>))]
[JsonSerializable(typeof(IReadOnlyList<OrderLine>))]
[JsonSerializable(typeof(IReadOnlyList<SetAsideRecord>))]
[JsonSerializable(typeof(IReadOnlyList<SkuQuantity>))]
[JsonSerializable(typeof(KitList))]
[JsonSerializable(typeof(OrderEntries))]
[JsonSerializable(typeof(PoolChanged))]
[JsonSerializable(typeof(PoolReceipt))]
[JsonSerializable(typeof(ShopOrderReceipt))]
[JsonSerializable(typeof(ShopOrderSubmission))]
internal sealed partial class CloudJson : JsonSerializerContext;
