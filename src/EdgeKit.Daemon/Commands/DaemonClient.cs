using System.Net;
using EdgeKit.Daemon.Hosting;

namespace EdgeKit.Daemon.Commands;

/// <summary>Talks to the daemon that runs on a data directory.</summary>
internal static class DaemonClient
{
    /// <summary>A client of the running daemon; null if none runs.</summary>
    public static HttpClient? Connect(string dataDirectory)
    {
        if (!Directory.Exists(dataDirectory))
        {
            return null;
        }

        using (var taken = DataDirectory.TryTake(dataDirectory))
        {
            if (taken is not null)
            {
                return null;
            }
        }

        return DataDirectory.FindRunning(dataDirectory) is { Addresses: [var address, ..] }
            ? new HttpClient { BaseAddress = Reachable(address), Timeout = TimeSpan.FromSeconds(60) }
            : throw new IOException($"an edgekit holds {dataDirectory} and is not ready yet; try again");
    }

    private static Uri Reachable(string address)
    {
        var uri = new UriBuilder(address);
        uri.Host = IPAddress.TryParse(uri.Host.AsSpan().Trim("[]"), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)) ? "127.0.0.1" : uri.Host;
        return uri.Uri;
    }
}
