namespace EdgeKit.Pages.Sites.Showing;

/// <summary>A page that says one thing and leads on.</summary>
/// <param name="Head">What stands around it.</param>
/// <param name="Title">What it says.</param>
/// <param name="Text">More.</param>
/// <param name="Link">Where to go on.</param>
/// <param name="LinkText">What is there.</param>
/// <param name="Post">A path that a button posts to; null for no button.</param>
/// <param name="PostText">What the button does.</param>
internal sealed record MessagePage(SiteHead Head, string Title, string Text, string Link, string LinkText, string? Post = null, string? PostText = null);
