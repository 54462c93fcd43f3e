using System.Net;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Shopping;

/// <summary>Whose limits a request counts against: a device is a remote address, and of IPv6 any of a /64.</summary>
internal static class Visitor
{
    /// <summary>The visitor's address; empty for a program on the kit itself.</summary>
    public static string Of(ConnectionInfo connection) =>
        connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local) ? ""
        : connection.RemoteIpAddress is not { } remote ? "unknown"
        : remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4().ToString()
        : remote.ToString();

    /// <summary>As holds count it: null on a loopback address, which is nobody's.</summary>
    public static string? DeviceOf(ConnectionInfo connection) => Of(connection) is { Length: > 0 } device ? device : null;
}
