namespace EdgeKit.Pages.Shared;

/// <summary>What stands around a page.</summary>
/// <param name="Title">What the page is, for the browser's tab.</param>
/// <param name="Kit">What people call the kit.</param>
/// <param name="Body">The class of the page's body: its style sheet's own names begin there.</param>
/// <param name="Styles">Files of <c>/assets</c> besides <c>base.css</c>.</param>
/// <param name="Scripts">Modules of <c>/assets</c>; every page does its work without.</param>
/// <param name="Language">Of its text.</param>
internal sealed record PageHead(string Title, string Kit, string Body, IReadOnlyList<string> Styles, IReadOnlyList<string> Scripts, string Language = "en");
