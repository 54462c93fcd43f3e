using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>
/// The name under which the kit holds what lies in a tablet's basket, in a cookie beside it: one for each basket, so that what was sold and
/// what comes next never share a hold. The page's script makes and drops it too.
/// </summary>
internal static class BasketCart
{
    private const string Name = "till-cart";
    private const string Prefix = "till-";
    private const int Digits = 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether this names a basket.</summary>
    public static bool Is(string? text) =>
        text is not null && text.Length == Prefix.Length + Digits && text.StartsWith(Prefix, StringComparison.Ordinal) && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Hexadecimal);

    /// <summary>The one that the request brings; null for none.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[Name] is { } cart && Is(cart) ? cart : null;

    /// <summary>The one that the request brings, or a new one for the tablet to keep.</summary>
    public static string ReadOrMake(HttpContext context)
    {
        if (Read(context) is { } known)
        {
            return known;
        }

        var made = Prefix + RandomNumberGenerator.GetHexString(Digits, lowercase: true);
        context.Response.Cookies.Append(Name, made, BasketCookie.Options(context));
        return made;
    }

    /// <summary>Takes it from the tablet: the next basket is another.</summary>
    public static void Drop(HttpContext context) => context.Response.Cookies.Delete(Name, BasketCookie.Options(context));
}
