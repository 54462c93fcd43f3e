using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>A certificate that nobody else signed, as files.</summary>
internal sealed class TestIdentity : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("edgekit-tls-");
    private readonly X509Certificate2 _certificate;

    public TestIdentity()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=edgekit-cloud test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        (Certificate, Key) = (Path.Combine(_directory.FullName, "cloud.pem"), Path.Combine(_directory.FullName, "cloud.key"));
        using var certificateFile = new StreamWriter(Certificate);
        certificateFile.Write(_certificate.ExportCertificatePem());
        using var keyFile = new StreamWriter(Key);
        keyFile.Write(key.ExportPkcs8PrivateKeyPem());
    }

    public string Certificate { get; }

    public string Key { get; }

    /// <summary>A client that trusts this certificate and no other, and sends a token.</summary>
    public HttpClient Client(string url, string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString() },
        })
        {
            BaseAddress = new Uri(url),
        };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        }

        return client;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _directory.Delete(recursive: true);
    }
}
