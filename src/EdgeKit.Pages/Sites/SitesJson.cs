using System.Text.Json.Serialization;
using EdgeKit.Contracts;
using EdgeKit.Pages.Sites.Shopping;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites;

/// <summary>What the pages of sites say to their scripts, and to themselves.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(CamelCase<Call>)], MaxDepth = 4)]
[JsonSerializable(typeof(Shopper))]
[JsonSerializable(typeof(SiteState))]
internal sealed partial class SitesJson : JsonSerializerContext;
