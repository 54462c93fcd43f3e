using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Kernel.Access;

namespace EdgeKit.Daemon.Http;

/// <summary>The certificate of <c>http.certificate</c>, for TLS that is not HTTPS.</summary>
internal sealed class FileCertificate(string certificate, string key) : IKitCertificate
{
    private SslStreamCertificateContext? _current;

    /// <inheritdoc />
    public SslStreamCertificateContext Current => _current ??= Read();

    [SuppressMessage("Reliability", "CA2000", Justification = "Shown as long as the process lives.")]
    private SslStreamCertificateContext Read()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificate, key), chain, offline: true);
    }
}
