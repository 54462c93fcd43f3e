using EdgeKit.Access;
using EdgeKit.Broker;
using EdgeKit.Catalog;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Daemon.Http;
using EdgeKit.Daemon.Provisioning;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger;
using EdgeKit.Market;
using EdgeKit.Power;
using EdgeKit.Streaming;
using EdgeKit.Uplink;

namespace EdgeKit.Daemon.Doctor;

/// <summary>The technical half of the ten-minute audit: which checks there are, and in which order they are reported.</summary>
/// <param name="Kit">The kit's id; null where the configuration does not say.</param>
/// <param name="Checks">All of them.</param>
internal sealed record Audit(string? Kit, IReadOnlyList<ICheck> Checks)
{
    /// <summary>The audit of this machine.</summary>
    /// <param name="load">Its configuration.</param>
    /// <param name="dataDirectory">Where everything durable is.</param>
    /// <param name="daemon">The daemon that runs on it.</param>
    /// <param name="time">The system's clocks.</param>
    public static Audit Of(SettingsLoad load, string dataDirectory, RunningKit daemon, TimeProvider time) => load switch
    {
        SettingsLoad.Refused(var errors) => new Audit(daemon.Status?.Kit, [.. Whatever(errors, dataDirectory, daemon, time), .. Unread.Select(static name => new UnreadCheck(name))]),
        SettingsLoad.Loaded(var settings) => Configured(settings, daemon, time),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    private static IReadOnlyList<string> Unread => ["Disk space", "Sensors", "Power", "Network", "Uplink", "Certificate", "Catalogue", "Live", "Market", "Messages", "Access"];

    private static Audit Configured(Settings settings, RunningKit daemon, TimeProvider time)
    {
        // Each module notes what is wrong with its section as it reads it; what is read again below is noted again, and not looked at.
        KitHost.CreateDaemon(settings);
        settings.CheckUnread();
        IReadOnlyList<string> errors = [.. settings.Errors];
        var kit = settings.Read("kit", KitOptions.Read);
        var id = kit.Id.Length > 0 ? kit.Id : daemon.Status?.Kit;
        return new Audit(id, [.. Whatever(errors, settings.DataDirectory, daemon, time), .. OfSections(settings, id ?? "", daemon, time)]);
    }

    private static IEnumerable<ICheck> OfSections(Settings settings, string kit, RunningKit daemon, TimeProvider time)
    {
        var data = settings.DataDirectory;
        var kernel = new KernelFiles();
        var http = settings.Read("http", HttpOptions.Read);
        var uplink = settings.Read("uplink", UplinkOptions.Read);
        var catalog = settings.Read("catalog", CatalogOptions.Reader(data));
        var live = settings.Read("live", StreamingOptions.Read);
        yield return new RoomCheck(data, catalog.Pictures, DiskRoom.Of);
        yield return new LedgerCheck(() => LedgerModule.Inspect(data, new CloudConsumer(uplink.Consumer)));
        yield return new SensorsCheck(settings, daemon);
        yield return new PowerCheck(settings.Read("power", PowerOptions.Reader(settings.ReadList("sensors", SensorOptions.Read))), daemon);
        yield return new NetworkCheck(LeadOut(uplink, live), kernel);
        yield return new UplinkCheck(uplink, kit, uplink.TokenFile ?? ProvisionedToken(), daemon, time);
        yield return new CertificateCheck(uplink.Url, uplink.CaFile, http.Certificate, time);
        yield return new CatalogCheck(catalog, daemon, time);
        yield return new LiveCheck(live, daemon, time);
        yield return new MarketCheck(settings.Read("market", MarketOptions.Read), daemon);
        yield return new MessagesCheck(settings.Read("mqtt", BrokerOptions.Read), kit, daemon.Status is not null);
        yield return new AccessCheck(http, settings.Read("security", AccessOptions.Read), daemon.Status);
    }

    // What systemd gives the service, and nobody else.
    private static string? ProvisionedToken() => File.Exists(ProvisionPlaces.DefaultToken) ? ProvisionPlaces.DefaultToken : null;

    private static bool LeadOut(UplinkOptions uplink, StreamingOptions live) =>
        live.Streams.SelectMany(static stream => stream.Origins).Append(uplink.Url).OfType<Uri>().Any(static address => !address.IsLoopback);

    private static IEnumerable<ICheck> Whatever(IReadOnlyList<string> errors, string data, RunningKit daemon, TimeProvider time)
    {
        var kernel = new KernelFiles();
        yield return new DaemonCheck(daemon, [StatusEndpoint.OpenAccess, .. ProvisionFaults.InWords()]);
        yield return new UnitCheck(kernel, Tool.RunAsync);
        yield return new ConfigurationCheck(errors);
        yield return new ProvisioningCheck(ProvisionPlaces.DefaultReport);
        yield return new ClockCheck(daemon.Status, new LinuxClockDiscipline(), kernel, DaemonVersion.Built, time);
        yield return new MemoryCheck(daemon, kernel);
        yield return new FileSystemCheck(data, kernel);
        yield return new DiskSpeedCheck(data, time);
        yield return new CardCheck(kernel);
    }
}
