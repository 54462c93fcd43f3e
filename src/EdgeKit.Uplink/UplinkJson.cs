using System.Text.Json.Serialization;

namespace EdgeKit.Uplink;

/// <summary>What this module alone turns into JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UplinkMemory))]
internal sealed partial class UplinkJson : JsonSerializerContext;
