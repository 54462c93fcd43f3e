using System.Text.Json.Serialization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Demo.Comparing;

namespace EdgeKit.Demo;

/// <summary>The cloud's answers as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<OrderStatus>)])]
[JsonSerializable(typeof(CloudOrderPage))]
internal sealed partial class DemoJson : JsonSerializerContext;
