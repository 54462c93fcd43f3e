using System.Text.Json.Serialization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Market.Transfers;

namespace EdgeKit.Market;

/// <summary>What this module alone turns into JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<ClockState>), typeof(CamelCase<TransferDirection>)])]
[JsonSerializable(typeof(TransferMemory))]
internal sealed partial class MarketJson : JsonSerializerContext;
