using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Access.Certificates;

/// <summary>
/// The kit's certificates. Its own is made at the first start, for staff devices that were shown its fingerprint; one that an authority
/// issued for the kit's key takes its place while it is in force. The key is made here and never leaves the kit.
/// </summary>
internal sealed partial class KitCertificates : IKitCertificate, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Browsers take no server certificate that is longer in force (CA/Browser Forum, Baseline Requirements 6.3.2).
    private static readonly TimeSpan OwnLife = TimeSpan.FromDays(397);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly string _folder;
    private readonly string[] _names;
    private readonly KitClock _clock;
    private readonly ECDsa _key;
    private X509Certificate2 _own;
    private SslStreamCertificateContext _ownContext;
    private (X509Certificate2 Leaf, SslStreamCertificateContext Context)? _issued;

    /// <exception cref="IOException">The disk is full or failed.</exception>
    public KitCertificates(Settings settings, KitOptions kit, KitClock clock, ILogger<KitCertificates> logger)
    {
        _clock = clock;
        _names = [kit.Id, $"{kit.Id}.local", "localhost"];
        _folder = Path.Combine(settings.DataDirectory, "tls");
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _key = ReadKey();
        _own = ReadOwn();
        _ownContext = SslStreamCertificateContext.Create(_own, additionalCertificates: null, offline: true);
        if (File.Exists(IssuedPath))
        {
            try
            {
                _issued = Take(File.ReadAllText(IssuedPath));
            }
            catch (Exception exception) when (exception is CryptographicException or InvalidDataException)
            {
                LogUnusable(logger, IssuedPath, exception.Message);
            }
        }
    }

    /// <summary>What a connection is met with now.</summary>
    public SslStreamCertificateContext Current => Issued is { } issued ? issued.Context : OwnInForce();

    /// <summary>The certificate of <see cref="Current"/>.</summary>
    public X509Certificate2 Leaf => Issued is { } issued ? issued.Leaf : _own;

    /// <summary>Whether an authority issued the one in force.</summary>
    public bool IsIssued => Issued is not null;

    private string KeyPath => Path.Combine(_folder, "kit.key");

    private string OwnPath => Path.Combine(_folder, "own.pem");

    private string IssuedPath => Path.Combine(_folder, "issued.pem");

    private (X509Certificate2 Leaf, SslStreamCertificateContext Context)? Issued =>
        _issued is { } issued && issued.Leaf.NotAfter.ToUniversalTime() > _clock.Now.Time.UtcDateTime ? issued : null;

    /// <summary>A request for an authority to certify the kit's key under <paramref name="names"/> (PKCS #10, RFC 2986), as PEM.</summary>
    public string Request(IReadOnlyList<string> names) => NewRequest(names.Count > 0 ? names : _names).CreateSigningRequestPem();

    /// <summary>Puts a certificate in force that an authority issued.</summary>
    /// <param name="pem">The kit's, then what stands between it and its authority.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidDataException">It is not for this kit's key, or not in force.</exception>
    /// <exception cref="CryptographicException">It is none.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async ValueTask InstallAsync(string pem, CancellationToken cancellationToken)
    {
        var taken = Take(pem);
        if (taken.Leaf.NotAfter.ToUniversalTime() <= _clock.Now.Time.UtcDateTime)
        {
            throw new InvalidDataException($"it ended on {taken.Leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        }

        await AtomicFile.WriteAsync(IssuedPath, System.Text.Encoding.ASCII.GetBytes(pem), OwnerOnly, cancellationToken);
        _issued = taken;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _key.Dispose();
        _own.Dispose();
        _issued?.Leaf.Dispose();
    }

    private SslStreamCertificateContext OwnInForce()
    {
        if (_own.NotAfter.ToUniversalTime() - _clock.Now.Time.UtcDateTime < RenewBefore)
        {
            lock (_key)
            {
                if (_own.NotAfter.ToUniversalTime() - _clock.Now.Time.UtcDateTime < RenewBefore)
                {
                    _own = MakeOwn();
                    _ownContext = SslStreamCertificateContext.Create(_own, additionalCertificates: null, offline: true);
                }
            }
        }

        return _ownContext;
    }

    private ECDsa ReadKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(KeyPath))
        {
            key.ImportFromPem(File.ReadAllText(KeyPath));
        }
        else
        {
            Write(KeyPath, key.ExportPkcs8PrivateKeyPem());
        }

        return key;
    }

    private X509Certificate2 ReadOwn()
    {
        if (File.Exists(OwnPath))
        {
            using var kept = X509CertificateLoader.LoadCertificateFromFile(OwnPath);
            if (IsOurs(kept))
            {
                return kept.CopyWithPrivateKey(_key);
            }
        }

        return MakeOwn();
    }

    private X509Certificate2 MakeOwn()
    {
        var request = NewRequest(_names);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));

        // From the day before: a kit's clock is at best as right as a phone's.
        var from = _clock.Now.Time - TimeSpan.FromDays(1);
        using var made = request.CreateSelfSigned(from, from + OwnLife);
        Write(OwnPath, made.ExportCertificatePem());
        return X509CertificateLoader.LoadCertificate(made.RawData).CopyWithPrivateKey(_key);
    }

    private CertificateRequest NewRequest(IReadOnlyList<string> names)
    {
        var request = new CertificateRequest($"CN={names[0]}", _key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request;
    }

    private (X509Certificate2 Leaf, SslStreamCertificateContext Context) Take(string pem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        if (chain.Count == 0 || !IsOurs(chain[0]))
        {
            throw new InvalidDataException("it is not for this kit's key; ask for one with the kit's own request");
        }

        var leaf = chain[0].CopyWithPrivateKey(_key);
        chain.RemoveAt(0);
        return (leaf, SslStreamCertificateContext.Create(leaf, chain, offline: true));
    }

    private bool IsOurs(X509Certificate2 certificate)
    {
        using var theirs = certificate.GetECDsaPublicKey();
        return theirs is not null && theirs.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(_key.ExportSubjectPublicKeyInfo());
    }

    private static void Write(string path, string pem) =>
        AtomicFile.WriteAsync(path, System.Text.Encoding.ASCII.GetBytes(pem), OwnerOnly, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    [LoggerMessage(11010, LogLevel.Warning, "{Path} cannot be used, the kit goes on with its own certificate: {Why}")]
    private static partial void LogUnusable(ILogger logger, string path, string why);
}
