using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Cloud.Mqtt;

namespace EdgeKit.Cloud.Commands;

/// <summary>What <c>run</c> was told.</summary>
internal sealed record RunOptions(
    IReadOnlyList<string> Listen, string Store, string? Certificate, string? Key, bool Allocates = false, string? SellFor = null, BrokerOptions? Broker = null)
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

    /// <summary>What the receiver does.</summary>
    /// <exception cref="UsageException">The time is none.</exception>
    public CloudOptions Cloud() => new(Allocates, SellFor is null ? null : Seconds(SellFor), Broker);

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

    private static long Seconds(string text)
    {
        var unit = text.Length > 1 ? text[^1] : ' ';
        var seconds = unit switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        return seconds > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? (long)count * seconds
            : throw new UsageException($"--sell-for is a number of s, m, h or d such as 48h, and not '{text}'.");
    }
}
