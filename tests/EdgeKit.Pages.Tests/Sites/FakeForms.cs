using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>Tells a creator's forms by one word.</summary>
internal sealed class FakeForms : IFormTokens
{
    public const string Right = "right-token";

    public string Of(HttpContext context) => Right;

    public bool Fits(HttpContext context, string? token) => token == Right;
}
