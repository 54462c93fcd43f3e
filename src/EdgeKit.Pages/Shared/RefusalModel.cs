using EdgeKit.Contracts;

namespace EdgeKit.Pages.Shared;

/// <summary>A page that cannot be shown, and where to go instead.</summary>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Link">Where to go.</param>
/// <param name="LinkText">What is there.</param>
internal sealed record RefusalModel(string Kit, Problem Problem, string Link, string LinkText);
