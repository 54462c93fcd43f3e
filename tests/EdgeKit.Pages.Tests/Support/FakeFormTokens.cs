using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Support;

/// <summary>Every form of this stall carries the same token.</summary>
internal sealed class FakeFormTokens : IFormTokens
{
    public const string Token = "from-this-stall";

    public string Of(HttpContext context) => Token;

    public bool Fits(HttpContext context, string? token) => token == Token;
}
