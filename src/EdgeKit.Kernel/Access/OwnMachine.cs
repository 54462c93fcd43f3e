using System.Net;

namespace EdgeKit.Kernel.Access;

/// <summary>Tells connections that never left this machine.</summary>
public static class OwnMachine
{
    /// <summary>Whether both ends are this machine's own.</summary>
    public static bool Is(IPAddress? local, IPAddress? remote) => Is(local) && Is(remote);

    private static bool Is(IPAddress? address) => address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
