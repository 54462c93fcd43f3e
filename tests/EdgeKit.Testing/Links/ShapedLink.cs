using System.Globalization;
using System.Net;

namespace EdgeKit.Testing.Links;

/// <summary>
/// Two networks on this machine and a link between them with a rate, a delay, a queue and losses, so that TCP itself sees
/// them. Needs root. Everything ends with this object; what a killed run left behind, the next one removes.
/// </summary>
public sealed class ShapedLink : IAsyncDisposable
{
    private const string Prefix = "edgekit-";

    // A board's Debian has cubic, which a kernel may reserve for its first network; at windows as small as a thin link's it is reno.
    private const string CongestionControl = "reno";

    private static int _count;

    private readonly TunDevice _nearDevice;
    private readonly TunDevice _farDevice;
    private readonly PacketRelay _relay;

    private ShapedLink(NetworkNamespace near, NetworkNamespace far, TunDevice nearDevice, TunDevice farDevice, LinkDirection up, LinkDirection down)
    {
        (Near, Far, Up, Down) = (near, far, up, down);
        (_nearDevice, _farDevice) = (nearDevice, farDevice);
        _relay = new PacketRelay(nearDevice, farDevice, up, down);
    }

    /// <summary>The address of this side in <see cref="Near"/>.</summary>
    public static IPAddress NearAddress { get; } = IPAddress.Parse("10.77.0.1");

    /// <summary>The address of the other side in <see cref="Far"/>.</summary>
    public static IPAddress FarAddress { get; } = IPAddress.Parse("10.77.0.2");

    /// <summary>Where the kit is.</summary>
    public NetworkNamespace Near { get; }

    /// <summary>Where the cloud is.</summary>
    public NetworkNamespace Far { get; }

    /// <summary>From near to far.</summary>
    public LinkDirection Up { get; }

    /// <summary>From far to near.</summary>
    public LinkDirection Down { get; }

    /// <summary>Makes both networks and the link.</summary>
    /// <param name="up">How near to far behaves.</param>
    /// <param name="down">How far to near behaves.</param>
    /// <param name="time">The clock.</param>
    /// <param name="seed">Decides which packets are lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ShapedLink> CreateAsync(LinkShape up, LinkShape down, TimeProvider time, int seed, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new IOException("a shaped link needs root: it makes network namespaces and interfaces");
        }

        await SweepAsync(cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        var near = new NetworkNamespace($"{Prefix}{id}-near");
        var far = new NetworkNamespace($"{Prefix}{id}-far");
        TunDevice? nearDevice = null;
        TunDevice? farDevice = null;
        try
        {
            nearDevice = await AttachAsync(near, NearAddress, $"ekn{id}", cancellationToken);

            // As deploy/package/sysctl.conf has it on a kit.
            await SetAsync(near, "tcp_timestamps", "0", cancellationToken);
            await SetAsync(near, "tcp_frto", "0", cancellationToken);
            farDevice = await AttachAsync(far, FarAddress, $"ekf{id}", cancellationToken);
            return new ShapedLink(
                near, far, nearDevice, farDevice,
                new LinkDirection(up, time, new Random(seed)), new LinkDirection(down, time, new Random(seed + 1)));
        }
        catch
        {
            nearDevice?.Dispose();
            farDevice?.Dispose();
            await DeleteAsync(near.Name, CancellationToken.None);
            await DeleteAsync(far.Name, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Cuts or restores both directions.</summary>
    public void SetUp(bool isUp) => (Up.IsUp, Down.IsUp) = (isUp, isUp);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _relay.Dispose();
        _nearDevice.Dispose();
        _farDevice.Dispose();
        await DeleteAsync(Near.Name, CancellationToken.None);
        await DeleteAsync(Far.Name, CancellationToken.None);
    }

    private static async Task<TunDevice> AttachAsync(NetworkNamespace network, IPAddress address, string device, CancellationToken cancellationToken)
    {
        await IpCommand.RunAsync($"netns add {network.Name}", cancellationToken);
        var tun = TunDevice.Create(device);
        try
        {
            await IpCommand.RunAsync($"link set dev {device} netns {network.Name}", cancellationToken);
            await IpCommand.RunAsync($"-n {network.Name} link set dev lo up", cancellationToken);
            await IpCommand.RunAsync($"-n {network.Name} link set dev {device} addrgenmode none", cancellationToken);
            await IpCommand.RunAsync($"-n {network.Name} address add {address}/30 dev {device}", cancellationToken);
            await IpCommand.RunAsync($"-n {network.Name} link set dev {device} mtu 1500 up", cancellationToken);
            await SetAsync(network, "tcp_no_metrics_save", "1", cancellationToken);
            await SetAsync(network, "tcp_congestion_control", CongestionControl, cancellationToken);
            return tun;
        }
        catch
        {
            tun.Dispose();
            throw;
        }
    }

    // No connection learns from the one before, and TCP is the same whatever this machine prefers.
    private static async Task SetAsync(NetworkNamespace network, string name, string value, CancellationToken cancellationToken) =>
        await IpCommand.RunAsync($"netns exec {network.Name} sh -c \"echo {value} > /proc/sys/net/ipv4/{name}\"", cancellationToken);

    private static async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Directory.Exists("/run/netns") ? Directory.GetFiles("/run/netns", Prefix + "*") : [])
        {
            var name = Path.GetFileName(path);
            var owner = name[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}"))
            {
                await DeleteAsync(name, cancellationToken);
            }
        }
    }

    private static async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (File.Exists($"/run/netns/{name}"))
        {
            await IpCommand.RunAsync($"netns delete {name}", cancellationToken);
        }
    }
}
