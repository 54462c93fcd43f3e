namespace EdgeKit.Pages.Console;

/// <summary>What a stranger in the stall's network sees first.</summary>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Sites">The pages that creators published: address and title.</param>
/// <param name="NeedsOwner">Nobody owns the kit yet.</param>
internal sealed record LandingModel(string Kit, IReadOnlyList<(string Path, string Title)> Sites, bool NeedsOwner);
