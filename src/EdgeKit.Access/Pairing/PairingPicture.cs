using Microsoft.AspNetCore.Http;
using QRCoder;

namespace EdgeKit.Access.Pairing;

/// <summary><c>GET /pair/qr.svg?code=</c>: the page on which a code is approved, for a camera.</summary>
internal static class PairingPicture
{
    /// <summary>Draws it. Only codes are drawn, so that nobody makes the kit show a way to elsewhere.</summary>
    public static IResult Draw(HttpContext context)
    {
        if (PairingCode.Parse(context.Request.Query["code"].ToString()) is not { } code)
        {
            return Kernel.Answers.Problems.BadRequest("code", "Expected a code, such as BCDF-GHJK.");
        }

        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(PairingEndpoints.UriOf(context, "code", code), QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(picture.GetGraphic(4), "image/svg+xml");
    }
}
