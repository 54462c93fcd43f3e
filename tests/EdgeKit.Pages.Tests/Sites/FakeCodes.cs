using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>Draws where a code leads as words.</summary>
internal sealed class FakeCodes : ICodePicture
{
    public IResult Draw(HttpContext context, string address) => Results.Text($"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{address}</text></svg>", "image/svg+xml");
}
