using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>
/// Keeps a tablet's basket in the tablet, so that it outlasts a reload, an update of the kit and a restart. It holds no secret and no price, and
/// the page's script changes it too, while the kit does not answer.
/// </summary>
internal static class BasketCookie
{
    /// <summary>Its name, which the script knows as well.</summary>
    public const string Name = "till-basket";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The basket that the request brings.</summary>
    public static Basket Read(HttpContext context) => Basket.Parse(context.Request.Cookies[Name]);

    /// <summary>Gives the tablet its basket.</summary>
    public static void Write(HttpContext context, Basket basket)
    {
        var options = Options(context);
        if (basket.Lines.Count == 0)
        {
            context.Response.Cookies.Delete(Name, options);
        }
        else
        {
            context.Response.Cookies.Append(Name, basket.ToString(), options);
        }
    }

    /// <summary>What holds for the tablet's own cookies.</summary>
    public static CookieOptions Options(HttpContext context) => new() { SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/till", MaxAge = Kept };
}
