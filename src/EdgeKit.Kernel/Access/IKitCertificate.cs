using System.Net.Security;

namespace EdgeKit.Kernel.Access;

/// <summary>What the kit shows to those who connect with TLS.</summary>
public interface IKitCertificate
{
    /// <summary>The certificate in force now, with what stands between it and its authority.</summary>
    SslStreamCertificateContext Current { get; }
}
