using System.Security.Cryptography;
using System.Text;
using EdgeKit.Access.Devices;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeKit.Access.Guard;

/// <summary>
/// What makes a form of ours: a browser sends a device's cookie with any form, so one that a page of somebody else made must not count.
/// Behind the check of Origin, which a browser always sends with an unsafe request, this is the second lock: a request that comes with the
/// cookie and no Origin needs the header or field that only our pages know. Programs with <c>Authorization</c> need none.
/// </summary>
internal sealed class FormTokens : IFormTokens
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc />
    public string Of(HttpContext context) => DeviceCookie.Read(context) is { } cookie ? Of(cookie) : "";

    /// <inheritdoc />
    public bool Fits(HttpContext context, string? token) =>
        DeviceCookie.Read(context) is not { } cookie
        || (token is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token), Encoding.ASCII.GetBytes(Of(cookie))));

    /// <summary>Refuses an unsafe request that a browser sent by its cookie alone and that does not say where it comes from.</summary>
    public ProblemResult? Refuse(HttpContext context)
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        return isSafe || request.Headers.Authorization.Count > 0 || request.Headers.Origin.Count > 0 || DeviceCookie.Read(context) is null || Fits(context, request.Headers[IFormTokens.Header])
            ? null
            : Problems.Of(
                ProblemTypes.WrongHost, "Not from a page of this kit", StatusCodes.Status403Forbidden, $"A request with the device's cookie names its Origin, or has {IFormTokens.Header}.");
    }

    private string Of(string cookie) => WebEncoders.Base64UrlEncode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(cookie)));
}
