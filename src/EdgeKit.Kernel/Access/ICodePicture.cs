using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Access;

/// <summary>Draws codes for cameras.</summary>
public interface ICodePicture
{
    /// <summary>A QR code of an address, as a drawing that no cache keeps.</summary>
    /// <param name="context">Whose answer it is.</param>
    /// <param name="address">Where the code leads.</param>
    IResult Draw(HttpContext context, string address);
}
