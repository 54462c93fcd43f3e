using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeKit.Pages.Sites.Links;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>The cookie that a shopper's device remembers by: signed, so that what the kit reads is what it wrote, and sent to sites' pages only.</summary>
internal sealed class ShopperCookie(SignedLinks links)
{
    private const string Name = "edgekit-shopper";
    private const int Longest = 3_800;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Whether the request brings one, real or not.</summary>
    public static bool Is(HttpContext context) => context.Request.Cookies.ContainsKey(Name);

    /// <summary>Who asks; somebody new if the request brings no cookie of ours.</summary>
    public Shopper Read(HttpContext context)
    {
        if (context.Request.Cookies[Name] is { } cookie && links.Open(LinkPurpose.Shopper, "", cookie) is { } packed)
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(packed), SitesJson.Default.Shopper)!;
        }

        return new Shopper(RandomNumberGenerator.GetHexString(32, lowercase: true));
    }

    /// <summary>Lets the device remember.</summary>
    public void Write(HttpContext context, Shopper shopper)
    {
        var cookie = Pack(shopper);
        if (cookie.Length > Longest)
        {
            // What is held matters more than what is filled in.
            cookie = Pack(shopper with { Name = null, Email = null, Phone = null, Address = null });
        }

        // Lax: somebody who comes back by a link of the receipt's, from anywhere, is still who he was; a form of another site's is nobody's.
        context.Response.Cookies.Append(
            Name, cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/e", MaxAge = Kept, IsEssential = true });
    }

    private string Pack(Shopper shopper) =>
        links.Sign(LinkPurpose.Shopper, "", Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(shopper, SitesJson.Default.Shopper)));
}
