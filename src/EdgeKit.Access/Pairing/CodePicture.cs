using EdgeKit.Kernel.Access;
using Microsoft.AspNetCore.Http;
using QRCoder;

namespace EdgeKit.Access.Pairing;

/// <summary>Draws QR codes in SVG, with a correction that a scratched screen does not matter to.</summary>
internal sealed class CodePicture : ICodePicture
{
    private const int UnitsPerModule = 4;

    /// <inheritdoc />
    public IResult Draw(HttpContext context, string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Text(picture.GetGraphic(UnitsPerModule), "image/svg+xml");
    }
}
