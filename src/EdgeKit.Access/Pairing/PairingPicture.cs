using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Pairing;

/// <summary><c>GET /pair/qr.svg?code=</c>: the page on which a code is approved, for a camera.</summary>
internal static class PairingPicture
{
    /// <summary>Draws it. Only codes are drawn, so that nobody makes the kit show a way to elsewhere.</summary>
    public static IResult Draw(HttpContext context, ICodePicture pictures) => PairingCode.Parse(context.Request.Query["code"].ToString()) is { } code
        ? pictures.Draw(context, PairingEndpoints.UriOf(context, "code", code))
        : Kernel.Answers.Problems.BadRequest("code", "Expected a code, such as BCDF-GHJK.");
}
