using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>The certificates that must hold through the event: the cloud's, and the one that the kit itself shows.</summary>
/// <param name="cloud">The cloud's address; null for none.</param>
/// <param name="authorityFile">Whom its certificate must come from; null for the system's authorities.</param>
/// <param name="served">The kit's own certificate file; null for none.</param>
/// <param name="time">The system's clock.</param>
internal sealed class CertificateCheck(Uri? cloud, string? authorityFile, string? served, TimeProvider time) : ICheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public string Name => "Certificate";

    public TimeSpan Patience => TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        var items = new List<DoctorItem>();
        if (cloud is { Scheme: "https" })
        {
            items.Add(await CloudAsync(cloud, cancellationToken));
        }

        if (served is not null)
        {
            using var own = X509CertificateLoader.LoadCertificateFromFile(served);
            items.Add(Judge(own, "the kit's own", distrust: null, $"Put a new certificate at {served}, then: systemctl restart edgekit."));
        }

        return items.Count > 0 ? items : [Finding.Ok(Name, "none is in use: neither the cloud's address nor a listener is https")];
    }

    private async Task<DoctorItem> CloudAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var peer = await TlsPeer.ConnectAsync(address, authorityFile, time, cancellationToken);
            return peer.Certificate is { } certificate
                ? Judge(certificate, $"the cloud's ({address.Host})", peer.Distrust, "Ask who runs the cloud for a new certificate; of an authority of your own name its file in uplink.caFile. Check the kit's clock too.")
                : Finding.Unknown(Name, $"{address.Host} shows none", "Check uplink.url.");
        }
        catch (Exception exception) when (exception is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            return Finding.Unknown(Name, $"the cloud's could not be seen: {exception.Message}", "Mend the uplink first.");
        }
    }

    private DoctorItem Judge(X509Certificate2 certificate, string whose, string? distrust, string fix)
    {
        var left = new DateTimeOffset(certificate.NotAfter) - time.GetUtcNow();
        var wait = new DateTimeOffset(certificate.NotBefore) - time.GetUtcNow();
        var seen = $"{whose}, from {certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}";
        var until = string.Create(CultureInfo.InvariantCulture, $"{certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        return left <= TimeSpan.Zero ? Finding.Fault(Name, $"{seen}: ran out {Figure.Span(-left)} ago ({until})", fix)
            : wait > TimeSpan.Zero ? Finding.Fault(Name, $"{seen}: holds only in {Figure.Span(wait)}", fix)
            : distrust is not null ? Finding.Fault(Name, $"{seen}: not trusted: {distrust}", fix)
            : left < Soon ? Finding.Warning(Name, $"{seen}: runs out in {Figure.Span(left)} ({until})", fix)
            : Finding.Ok(Name, $"{seen}: holds for {Figure.Span(left)} ({until})");
    }
}
