using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKit.Cloud.Commands;

/// <summary>What <c>run</c> was told.</summary>
internal sealed record RunOptions(IReadOnlyList<string> Listen, string Store, string? Certificate, string? Key)
{
    /// <summary>Where to listen.</summary>
    /// <exception cref="UsageException">Something would leave this machine in the clear.</exception>
    public IReadOnlyList<ListenAddress> Addresses()
    {
        if (Certificate is null != Key is null)
        {
            throw new UsageException("TLS needs both --certificate and --key.");
        }

        var addresses = Listen.Select(ListenAddress.Parse).ToList();
        foreach (var address in addresses)
        {
            if (address is { Loopback: false, Tls: false })
            {
                throw new UsageException(
                    $"{address.EndPoint} can be reached from outside, so it needs TLS: listen on https://{address.EndPoint} with --certificate and --key, "
                    + "or on a loopback address.");
            }

            if (address.Tls && Certificate is null)
            {
                throw new UsageException($"https://{address.EndPoint} needs --certificate and --key.");
            }
        }

        return addresses;
    }

    /// <summary>Reads certificate and key, if they were given.</summary>
    /// <exception cref="IOException">They cannot be used.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The identity disposes of it.")]
    public ServerIdentity? LoadIdentity()
    {
        if (Certificate is null || Key is null)
        {
            return null;
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(Certificate);
            return new ServerIdentity(X509Certificate2.CreateFromPemFile(Certificate, Key), chain);
        }
        catch (CryptographicException exception)
        {
            throw new IOException($"{Certificate} and {Key} are no certificate with its key: {exception.Message}", exception);
        }
    }
}
