using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKit.Daemon.Doctor;

/// <summary>A connection to a server, step by step, with what each step took.</summary>
internal sealed class TlsPeer : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private TlsPeer()
    {
    }

    /// <summary>To speak to it.</summary>
    public Stream Stream { get; private set; } = Stream.Null;

    /// <summary>What the steps took, in words.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>What it showed of itself; null without TLS.</summary>
    public X509Certificate2? Certificate { get; private set; }

    /// <summary>Why that is not to be trusted, in words; null where it is.</summary>
    public string? Distrust { get; private set; }

    /// <summary>Finds the name, connects, and shakes hands where the address asks for it. A certificate that is not to be trusted is looked at all the same, and nothing is sent.</summary>
    /// <exception cref="SocketException">There is no such name, or nobody answers.</exception>
    /// <exception cref="IOException">The handshake broke off.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The handshake failed.</exception>
    public static async Task<TlsPeer> ConnectAsync(Uri address, string? authorityFile, TimeProvider time, CancellationToken cancellationToken)
    {
        var peer = new TlsPeer();
        try
        {
            var asked = time.GetTimestamp();
            var found = await System.Net.Dns.GetHostAddressesAsync(address.IdnHost.Trim('[', ']'), cancellationToken);
            peer.Note("name", time.GetElapsedTime(asked));
            asked = time.GetTimestamp();
            await peer._socket.ConnectAsync(found, address.Port, cancellationToken);
            peer.Note("connection", time.GetElapsedTime(asked));
            peer.Stream = new NetworkStream(peer._socket);
            if (string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
            {
                asked = time.GetTimestamp();
                await peer.SecureAsync(address.IdnHost.Trim('[', ']'), authorityFile, cancellationToken);
                peer.Note("TLS", time.GetElapsedTime(asked));
            }

            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Certificate?.Dispose();
        Stream.Dispose();
        _socket.Dispose();
    }

    private void Note(string step, TimeSpan took) => Steps.Add($"{step} {Figure.Milliseconds(took)}");

    private async Task SecureAsync(string host, string? authorityFile, CancellationToken cancellationToken)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = Look };
        if (authorityFile is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
        }

        var secure = new SslStream(Stream);
        Stream = secure;
        try
        {
            await secure.AuthenticateAsClientAsync(options, cancellationToken);
        }
        catch (System.Security.Authentication.AuthenticationException) when (Distrust is not null)
        {
            // What is wrong with it is told by Distrust; nothing will be sent.
            await secure.DisposeAsync();
        }
    }

    private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Certificate = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        Distrust = errors == SslPolicyErrors.None ? null
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "it is made out to another name"
            : string.Join(", ", (chain?.ChainStatus ?? []).Select(static status => status.StatusInformation.Trim()).Distinct(StringComparer.Ordinal).DefaultIfEmpty(errors.ToString()));
        return errors == SslPolicyErrors.None;
    }
}
