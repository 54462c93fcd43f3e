using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeKit.Contracts;

/// <summary>An enum by its name in camelCase, never by its number.</summary>
public sealed class CamelCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
