using System.Text.Json.Serialization;
using EdgeKit.Access.Devices;
using EdgeKit.Access.Pins;

namespace EdgeKit.Access;

/// <summary>What the module keeps, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<Device>))]
[JsonSerializable(typeof(PinHash))]
internal sealed partial class AccessJson : JsonSerializerContext;
