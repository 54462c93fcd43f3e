using System.Globalization;
using System.Reflection;

namespace EdgeKit.Daemon;

/// <summary>Which build this is.</summary>
internal static class DaemonVersion
{
    /// <summary>Such as 0.1.0.</summary>
    public static string Text { get; } =
        typeof(DaemonVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>When it was built: no kit's clock may stand before.</summary>
    public static DateTimeOffset Built { get; } = DateTimeOffset.FromUnixTimeSeconds(long.Parse(
        typeof(DaemonVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static data => string.Equals(data.Key, "Built", StringComparison.Ordinal)).Value!,
        CultureInfo.InvariantCulture));
}
