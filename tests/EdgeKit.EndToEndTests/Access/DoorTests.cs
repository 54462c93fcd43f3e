using System.Globalization;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Access;

/// <summary>Who comes in, at the published daemon.</summary>
public sealed class DoorTests : ProcessTest
{
    [Fact]
    public async Task An_https_address_shows_the_kits_own_certificate_whose_fingerprint_people_can_compare()
    {
        var port = Loopback.FreePort();
        var kit = await StartKitAsync(new KitSetup { AlsoListens = [string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}")] });
        using var own = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(kit.DataDirectory, "tls", "own.pem"));

        // Trusts this certificate and no other.
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(own);
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } });

        Assert.Equal("ready\n", await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}/readyz")), Cancel));

        var security = await kit.Http.GetFromJsonAsync("/api/v1/security", ContractsJson.Default.SecurityView, Cancel);
        Assert.Equal((own.GetCertHashString(HashAlgorithmName.SHA256), false, "paired"), (security!.Fingerprint, security.Issued, security.Access));
    }

    [Fact]
    public async Task A_device_is_let_in_listed_and_put_out_by_commands_on_the_kit()
    {
        var kit = await StartKitAsync();
        var (invited, code) = await kit.CommandAsync(Cancel, "pair", "--role", "cashier", "--json");
        Assert.True(invited == 0, code);
        var invite = JsonSerializer.Deserialize(code, ContractsJson.Default.Invite)!;
        using var content = JsonContent.Create(new Contracts.Access.InviteClaim(invite.Code, "Till 2"), ContractsJson.Default.InviteClaim);
        using var redeemed = await kit.Http.PostAsync(new Uri("/api/v1/pairings/redeem", UriKind.Relative), content, Cancel);
        var device = (await redeemed.Content.ReadFromJsonAsync(ContractsJson.Default.PairedDevice, Cancel))!;

        var (listed, devices) = await kit.CommandAsync(Cancel, "devices", "list");
        var (revoked, said) = await kit.CommandAsync(Cancel, "devices", "revoke", device.Id);

        Assert.Equal((0, 0), (listed, revoked));
        Assert.Contains("Till 2", devices, StringComparison.Ordinal);
        Assert.Contains(device.Id, said, StringComparison.Ordinal);
        Assert.Equal(1, (await kit.CommandAsync(Cancel, "devices", "revoke", device.Id)).ExitCode);
    }
}
