namespace EdgeKit.Pages.Support;

/// <summary>What a page's route answered.</summary>
internal sealed record PageAnswer(int Status, string Html, string? Location, string? SetCookie, string? SetCart, HttpResponseMessage Message);
