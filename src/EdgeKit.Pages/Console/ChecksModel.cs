using EdgeKit.Contracts.Checks;

namespace EdgeKit.Pages.Console;

/// <summary>The checks that are due, each with a form.</summary>
/// <param name="Due">Those to look at now.</param>
/// <param name="Token">What makes a form of ours.</param>
/// <param name="Key">Makes a form that is sent twice one reading.</param>
/// <param name="Said">What became of the last form.</param>
/// <param name="IsFault">It was not taken.</param>
/// <param name="Unusual">The check whose reading is unusual, and must be sent again.</param>
/// <param name="Typed">What was typed there.</param>
internal sealed record ChecksModel(IReadOnlyList<CheckView> Due, string Token, string Key, string? Said = null, bool IsFault = false, string? Unusual = null, string Typed = "");
