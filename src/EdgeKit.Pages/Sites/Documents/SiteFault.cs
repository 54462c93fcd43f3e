namespace EdgeKit.Pages.Sites.Documents;

/// <summary>What is wrong with a site.</summary>
/// <param name="Field">The form's field, such as <c>title</c> or <c>b2.text</c>.</param>
/// <param name="What">What is wrong, and what was expected.</param>
internal sealed record SiteFault(string Field, string What);
