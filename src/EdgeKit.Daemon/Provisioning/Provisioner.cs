using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeKit.Access;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Provisioning;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>
/// Applies the provisioning file at a boot, and again at the next: a second run changes nothing. What is wrong is a fault in the
/// report and never keeps the kit from starting. Secrets leave the file once they are durable elsewhere.
/// </summary>
/// <param name="places">Where to read and write.</param>
/// <param name="opensAccessPoint">Whether a kit that nobody gave an access point opens one, so that it can be found.</param>
internal sealed class Provisioner(ProvisionPlaces places, bool opensAccessPoint)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ReadByOwner = UnixFileMode.UserRead;
    private const UnixFileMode Everyone = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const int MaxKept = 1024 * 1024;

    private readonly List<string> _faults = [];
    private SettingsValue.Mapping? _daemon;

    /// <summary>Does all of it.</summary>
    /// <exception cref="IOException">Nothing can be written for this boot.</exception>
    public async Task<ProvisionReport> RunAsync(CancellationToken cancellationToken)
    {
        var kept = LoadKept();
        var reader = new ProvisionReader(kept);
        var found = File.Exists(places.File);
        var provision = Read(reader, kept, found);
        provision = provision with
        {
            AccessPoint = provision.AccessPoint ?? (opensAccessPoint ? AccessPoint.OfSetup : null),
            MadeId = provision.MadeId ?? BoardIdentity.MakeId(places.Root),
            MadePassphrase = provision.MadePassphrase ?? BoardIdentity.MakePassphrase(),
            MadeSetupCode = provision.MadeSetupCode ?? AccessModule.NewSetupCode(),
        };
        var isKept = await KeepAsync(provision, cancellationToken);
        if (found && reader.Secrets.Count > 0 && isKept)
        {
            Take(reader.Secrets);
        }

        var report = await WriteAsync(provision, found, cancellationToken);
        await TellAsync(report, provision, cancellationToken);
        return report;
    }

    private Provision LoadKept()
    {
        try
        {
            if (!File.Exists(places.Kept))
            {
                return new Provision();
            }

            return new FileInfo(places.Kept).Length <= MaxKept && JsonSerializer.Deserialize(File.ReadAllBytes(places.Kept), DaemonJson.Default.Provision) is { } kept
                ? kept
                : throw new JsonException("it is not what was written");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            _faults.Add($"{places.Kept}: what was kept cannot be read, so only the provisioning file holds; write secrets there again: {exception.Message}");
            return new Provision();
        }
    }

    private Provision Read(ProvisionReader reader, Provision kept, bool found)
    {
        if (!found)
        {
            return kept;
        }

        if (SettingsFile.Read(places.File, mayBeMissing: false, _faults) is not { } root)
        {
            return kept;
        }

        _daemon = ProvisionReader.DaemonOf(root);
        return reader.Read(root, _faults);
    }

    private async Task<bool> KeepAsync(Provision provision, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(places.State, OwnerOnly | UnixFileMode.UserExecute);
            await WriteAsync(places.Kept, JsonSerializer.SerializeToUtf8Bytes(provision, DaemonJson.Default.Provision), OwnerOnly, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{places.State}: nothing can be kept there, so secrets stay in the provisioning file: {exception.Message}");
            return false;
        }
    }

    private void Take(IReadOnlySet<string> secrets)
    {
        try
        {
            if (!SecretsInFile.TryTake(places.File, secrets))
            {
                _faults.Add($"{places.File}: a secret is not on one line and stays on the open partition; write it behind its key, then it is taken");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{places.File}: its secrets stay on the open partition, since it cannot be written: {exception.Message}");
        }
    }

    private async Task<ProvisionReport> WriteAsync(Provision provision, bool found, CancellationToken cancellationToken)
    {
        var kit = provision.Id ?? provision.MadeId!;
        Directory.CreateDirectory(places.Out);
        Directory.CreateDirectory(places.InOut("credentials"), OwnerOnly | UnixFileMode.UserExecute);
        var ssid = provision.AccessPoint is { } accessPoint ? accessPoint.Ssid ?? $"EdgeKit-{provision.MadeId!["kit-".Length..]}" : null;
        var listens = ssid is not null && MayListenEarly();
        await PutAsync("edgekit.yaml", Layer(kit, provision, listens), Everyone, cancellationToken);
        await PutAsync("credentials/uplink-token", provision.UplinkToken, ReadByOwner, cancellationToken);
        await PutAsync("credentials/setup-code", provision.SetupCode ?? provision.MadeSetupCode, ReadByOwner, cancellationToken);
        await PutAsync("credentials/market-key", provision is { MarketId: not null, MarketKey: { } key } ? key : null, ReadByOwner, cancellationToken);
        await PutAsync("hostname", kit + "\n", Everyone, cancellationToken);
        await PutAsync("timezone", (provision.TimeZone ?? "UTC") + "\n", Everyone, cancellationToken);
        await PutAsync("hostapd.conf", ssid is null ? null : WifiFiles.Hostapd(ssid, Passphrase(provision), provision.AccessPoint!, provision.Country), OwnerOnly, cancellationToken);
        await PutAsync("dnsmasq.conf", ssid is null ? null : WifiFiles.Dnsmasq(kit, provision.AccessPoint!), Everyone, cancellationToken);
        await PutAsync("access-point.network", ssid is null ? null : WifiFiles.Networkd(provision.AccessPoint!), Everyone, cancellationToken);
        await PutAsync("wpa_supplicant.conf", provision.Networks is { Count: > 0 } networks ? WifiFiles.Supplicant(networks, provision.Country) : null, OwnerOnly, cancellationToken);
        var report = new ProvisionReport(
            places.File, found, kit, provision.Name ?? kit, [.. Applied(provision, kit, ssid)], [.. _faults], ssid, listens ? $"http://{AccessPoint.Address}/" : null, provision.Board);
        await WriteAsync(places.InOut("report.json"), JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.ProvisionReport), Everyone, cancellationToken);
        return report;
    }

    private string Layer(string kit, Provision provision, bool listens)
    {
        var layer = DaemonLayer.Write(kit, provision, listens);
        var daemon = provision.Daemon is { } kept ? _daemon ?? YamlSettings.Parse(places.Kept, kept, _faults) : null;
        return DaemonSections.LayOver(layer, daemon, DaemonLayer.Market(provision), _faults);
    }

    private static string Passphrase(Provision provision) => provision.AccessPoint!.Passphrase ?? provision.MadePassphrase!;

    private static IEnumerable<string> Applied(Provision provision, string kit, string? ssid)
    {
        yield return provision.Id is null ? $"The kit's id is {kit}, made from the board: kit.id gives it another." : $"The kit's id is {kit}.";
        yield return $"The time zone is {provision.TimeZone ?? "UTC"}.";
        if (ssid is not null)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The access point is '{ssid}' on channel {provision.AccessPoint!.Channel} of {provision.AccessPoint.Interface}.");
        }

        foreach (var network in provision.Networks ?? [])
        {
            yield return $"The kit joins '{network.Ssid}' with {network.Interface}{(network.Passphrase is null ? ", which is open" : "")}.";
        }

        yield return provision.UplinkUrl is null
            ? "No cloud: orders wait in the kit (uplink.url)."
            : $"The cloud is {provision.UplinkUrl.OriginalString}, {(provision.UplinkToken is null ? "without a token (uplink.token)" : "with a token")}.";
        yield return provision.SetupCode is null
            ? "The setup code is the one above (security.setupCode): at http://KIT/pair it lets in the first owner."
            : "The setup code is the one that was given: at http://KIT/pair it lets in the first owner.";
        if (provision is { MarketId: { } market, MarketKey: not null })
        {
            yield return $"The market is '{market}'.";
        }

        yield return provision.Board is null ? "No power board is named (power.board)." : $"The power board is {provision.Board}.";
    }

    // The daemon starts before the radio is up, on the port that browsers try; deploy's sysctl file allows both.
    private bool MayListenEarly()
    {
        var may = Kernel("ip_nonlocal_bind") == 1 && Kernel("ip_unprivileged_port_start") <= 80;
        if (!may)
        {
            _faults.Add($"The page is not shown in the access point's network: this system does not let it listen there before the radio is up. Set net.ipv4.ip_nonlocal_bind=1 and net.ipv4.ip_unprivileged_port_start=80.");
        }

        return may;
    }

    private int? Kernel(string name)
    {
        var file = places.InRoot($"proc/sys/net/ipv4/{name}");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private async Task TellAsync(ProvisionReport report, Provision provision, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.GetDirectoryName(places.Note)))
        {
            return;
        }

        try
        {
            var made = report.Ssid is not null && provision.AccessPoint?.Passphrase is null ? provision.MadePassphrase : null;
            await WriteAsync(places.Note, Encoding.UTF8.GetBytes(StatusNote.Write(report, made, provision.SetupCode is null ? provision.MadeSetupCode : null)), Everyone, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"edgekit: {places.Note} cannot be written: {exception.Message}");
        }
    }

    private async ValueTask PutAsync(string name, string? text, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var path = places.InOut(name);
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        await WriteAsync(path, Encoding.UTF8.GetBytes(text), mode, cancellationToken);
    }

    // What is there already is not written again: the card wears, and the open partition is not touched at every boot.
    private static async ValueTask WriteAsync(string path, byte[] content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        var there = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
        if (there is null || !content.AsSpan().SequenceEqual(there))
        {
            await AtomicFile.WriteAsync(path, content, mode, cancellationToken);
        }
    }
}
