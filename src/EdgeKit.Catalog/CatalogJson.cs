using System.Text.Json.Serialization;
using EdgeKit.Catalog.Keeping;
using EdgeKit.Catalog.Sale;
using EdgeKit.Contracts;

namespace EdgeKit.Catalog;

/// <summary>What only this module writes as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<CatalogSource>)],
    MaxDepth = 16)]
[JsonSerializable(typeof(KeptCatalog))]
[JsonSerializable(typeof(CatalogNews))]
internal sealed partial class CatalogJson : JsonSerializerContext;
