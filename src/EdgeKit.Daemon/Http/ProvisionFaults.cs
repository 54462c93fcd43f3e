using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Daemon.Provisioning;

namespace EdgeKit.Daemon.Http;

/// <summary>What was wrong in the provisioning file at this boot.</summary>
internal static class ProvisionFaults
{
    /// <summary>As the status names them among others.</summary>
    public static IEnumerable<string> InWords() => Read().Select(static fault => $"Provisioning: {fault}");

    /// <summary>A line each; none on a machine that was not provisioned.</summary>
    public static IReadOnlyList<string> Read(string report = ProvisionPlaces.DefaultReport)
    {
        try
        {
            return File.Exists(report) && JsonSerializer.Deserialize(File.ReadAllBytes(report), ContractsJson.Default.ProvisionReport) is { } read ? read.Faults : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return [$"{report} cannot be read: {exception.Message}"];
        }
    }
}
