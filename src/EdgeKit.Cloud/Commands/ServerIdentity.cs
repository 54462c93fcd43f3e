using System.Security.Cryptography.X509Certificates;

namespace EdgeKit.Cloud.Commands;

/// <summary>What the cloud shows to prove who it is.</summary>
internal sealed record ServerIdentity(X509Certificate2 Certificate, X509Certificate2Collection Chain) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var link in Chain)
        {
            link.Dispose();
        }
    }
}
