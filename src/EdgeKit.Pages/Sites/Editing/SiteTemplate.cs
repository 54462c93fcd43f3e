namespace EdgeKit.Pages.Sites.Editing;

/// <summary>A site to begin with.</summary>
/// <param name="Key">Names it in a form.</param>
/// <param name="Name">What people call it.</param>
/// <param name="What">What it is good for.</param>
/// <param name="Picture">One of the drawn pictures.</param>
internal sealed record SiteTemplate(string Key, string Name, string What, string Picture);
