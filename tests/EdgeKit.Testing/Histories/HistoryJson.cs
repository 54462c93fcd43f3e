using System.Text.Json.Serialization;
using EdgeKit.Contracts;

namespace EdgeKit.Testing.Histories;

/// <summary>Calls as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(CamelCase<HistoryOperation>), typeof(CamelCase<HistoryOutcome>)])]
[JsonSerializable(typeof(HistoryCall))]
internal sealed partial class HistoryJson : JsonSerializerContext;
