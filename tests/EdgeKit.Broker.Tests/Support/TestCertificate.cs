using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Kernel.Access;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>A certificate of a test's own.</summary>
internal sealed class TestCertificate : IKitCertificate, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestCertificate()
    {
        var request = new CertificateRequest("CN=kit-17", _key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + TimeSpan.FromDays(100 * 365));
        Current = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
    }

    public SslStreamCertificateContext Current { get; }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
