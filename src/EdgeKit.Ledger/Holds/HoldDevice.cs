using System.Net;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Holds;

/// <summary>Whose limits a request counts against: for now a device is a remote address.</summary>
internal static class HoldDevice
{
    /// <summary>The device that asks; null on a loopback listener, which is the kit's own.</summary>
    public static string? Of(ConnectionInfo connection) =>
        connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local) ? null
        : connection.RemoteIpAddress is not { } remote ? "unknown"
        : remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4().ToString()
        : remote.ToString();
}
