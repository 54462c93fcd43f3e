using System.Security.Cryptography;
using System.Text;
using EdgeKit.Access.Devices;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Certificates;

/// <summary>How the door is locked.</summary>
internal sealed class CertificateEndpoints(Lazy<KitCertificates> certificates, DeviceRegistry devices, IManagerPin pin, AccessOptions options)
{
    private const int MaxPem = 64 * 1024;
    private const int MostNames = 10;

    /// <summary><c>GET /api/v1/security</c>.</summary>
    public IResult Show() => TypedResults.Json(
        new SecurityView(
            options.IsOpen ? "open" : "paired",
            devices.All.Count,
            devices.HasOwner,
            pin.IsSet,
            certificates.Value.Leaf.GetCertHashString(HashAlgorithmName.SHA256),
            certificates.Value.IsIssued,
            new DateTimeOffset(certificates.Value.Leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero)),
        ContractsJson.Default.SecurityView);

    /// <summary><c>GET /api/v1/security/request?name=</c>: a certificate request of the kit's own key, for the names given or its own.</summary>
    public IResult Request(HttpContext context)
    {
        var names = context.Request.Query["name"].OfType<string>().ToList();
        return names.Count <= MostNames && names.TrueForAll(static name => Uri.CheckHostName(name) is not UriHostNameType.Unknown)
            ? TypedResults.Text(certificates.Value.Request(names), "application/pkcs10")
            : Problems.BadRequest("name", $"Expected at most {MostNames} host names or addresses.");
    }

    /// <summary><c>PUT /api/v1/security/certificate</c>: puts an issued one in force.</summary>
    public async Task<IResult> InstallAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not (> 0 and <= MaxPem))
        {
            return Problems.BadRequest("body", $"Expected the certificate and its chain as PEM, with a Content-Length of at most {MaxPem}.");
        }

        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        try
        {
            await certificates.Value.InstallAsync(await reader.ReadToEndAsync(context.RequestAborted), context.RequestAborted);
            return Show();
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidDataException)
        {
            return Problems.BadRequest("body", $"The certificate was not taken: {exception.Message}.");
        }
    }
}
