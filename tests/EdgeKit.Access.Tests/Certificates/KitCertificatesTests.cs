using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Access.Certificates;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Access.Tests.Certificates;

public sealed class KitCertificatesTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly TestClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public void The_kits_own_is_for_its_names_and_stays_over_a_restart()
    {
        using var first = Open();
        using var second = Open();

        Assert.Equal(first.Leaf.Thumbprint, second.Leaf.Thumbprint);
        Assert.True(first.Leaf.MatchesHostname("kit-17.local") && first.Leaf.MatchesHostname("kit-17"));
        Assert.False(first.IsIssued);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data.Path, "tls", "kit.key")));
    }

    [Fact]
    public void It_is_made_anew_before_it_ends_for_the_same_key()
    {
        using var certificates = Open();
        var before = certificates.Leaf;

        _clock.Advance(TimeSpan.FromDays(380));
        _ = certificates.Current;

        Assert.NotEqual(before.Thumbprint, certificates.Leaf.Thumbprint);
        Assert.Equal(before.GetPublicKeyString(), certificates.Leaf.GetPublicKeyString());
    }

    [Fact]
    public async Task An_issued_one_takes_its_place_until_it_ends()
    {
        using var certificates = Open();
        var pem = Issue(certificates.Request(["kit-17.kits.example"]), TimeSpan.FromDays(90));

        await certificates.InstallAsync(pem, Cancel);

        Assert.True(certificates.IsIssued && certificates.Leaf.MatchesHostname("kit-17.kits.example"));
        using (var restarted = Open())
        {
            Assert.True(restarted.IsIssued);
        }

        _clock.Advance(TimeSpan.FromDays(91));
        Assert.False(certificates.IsIssued);
        Assert.True(certificates.Leaf.MatchesHostname("kit-17.local"));
    }

    [Fact]
    public async Task One_for_another_key_or_that_has_ended_is_refused()
    {
        using var certificates = Open();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = new CertificateRequest("CN=kit-17", stranger, HashAlgorithmName.SHA256).CreateSigningRequestPem();

        await Assert.ThrowsAsync<InvalidDataException>(async () => await certificates.InstallAsync(Issue(foreign, TimeSpan.FromDays(90)), Cancel));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await certificates.InstallAsync(Issue(certificates.Request([]), TimeSpan.FromHours(-1)), Cancel));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await certificates.InstallAsync("nothing of the kind", Cancel));
        Assert.False(certificates.IsIssued);
    }

    [Fact]
    public async Task A_damaged_issued_one_leaves_the_kit_with_its_own()
    {
        using (Open())
        {
            await File.WriteAllTextAsync(Path.Combine(_data.Path, "tls", "issued.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Cancel);
        }

        using var certificates = Open();

        Assert.False(certificates.IsIssued);
    }

    private KitCertificates Open()
    {
        var settings = TestSettings.Of(_data.Path, ("kit.id", "kit-17"));
        return new KitCertificates(
            settings,
            settings.Read("kit", KitOptions.Read),
            new KitClock(_clock, new TestDiscipline { IsSynchronised = true }, Guid.CreateVersion7(_clock.GetUtcNow()), _clock.GetUtcNow()),
            new FakeLogger<KitCertificates>());
    }

    /// <summary>Plays the authority.</summary>
    private string Issue(string request, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Authority", key, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = _clock.GetUtcNow();
        using var root = authority.CreateSelfSigned(now - TimeSpan.FromDays(1000), now + TimeSpan.FromDays(1000));
        var asked = CertificateRequest.LoadSigningRequestPem(request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        using var issued = asked.Create(root, now - TimeSpan.FromDays(10), now + life, RandomNumberGenerator.GetBytes(8));
        return issued.ExportCertificatePem() + "\n" + root.ExportCertificatePem() + "\n";
    }
}
