using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Devices;

/// <summary>
/// A browser's token. Where the connection is secure the name begins with <c>__Host-</c>, which no other page and no plain connection can
/// set (RFC 6265bis, section 4.1.3.2).
/// </summary>
internal static class DeviceCookie
{
    private const string Secure = "__Host-edgekit";
    private const string Plain = "edgekit";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The token that the request brings; null for none.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[context.Request.IsHttps ? Secure : Plain];

    /// <summary>Gives the browser its token.</summary>
    public static void Write(HttpContext context, string token) => context.Response.Cookies.Append(NameFor(context), token, Options(context, Kept));

    /// <summary>Takes it away.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context, kept: null));

    private static string NameFor(HttpContext context) => context.Request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpContext context, TimeSpan? kept) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", MaxAge = kept };
}
