using System.Text.Json.Serialization;

namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.TillOpened"/>.</summary>
/// <param name="OpeningFloat">What lay in the drawer.</param>
/// <param name="By">Who opened it: what people call the device.</param>
public sealed record TillOpenedBody([property: JsonPropertyName("float")] Money OpeningFloat, string By);
