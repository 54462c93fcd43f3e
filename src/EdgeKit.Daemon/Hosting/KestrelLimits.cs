using EdgeKit.Streaming;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeKit.Daemon.Hosting;

/// <summary>What one client may take of the kit: everyone on the LAN is hostile until checked.</summary>
internal static class KestrelLimits
{
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxConcurrentConnections = 4096;
        limits.MaxRequestBodySize = 9 << 20;
        limits.MaxRequestHeadersTotalSize = 16 << 10;
        limits.MaxRequestLineSize = 4 << 10;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        options.ConfigureEndpointDefaults(static listen => listen.UseDirectOutput());
    }
}
