using System.Text.Json.Serialization;
using EdgeKit.Uplink.Budget;

namespace EdgeKit.Uplink;

/// <summary>What this module alone turns into JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DataUsed))]
[JsonSerializable(typeof(UplinkMemory))]
internal sealed partial class UplinkJson : JsonSerializerContext;
