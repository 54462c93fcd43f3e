namespace EdgeKit.Daemon.Provisioning;

/// <summary>Where provisioning reads and writes.</summary>
/// <param name="File">The provisioning file, on the partition that any laptop reads.</param>
/// <param name="Root">The root of the file system, for what the board and the kernel say.</param>
/// <param name="State">What is kept from boot to boot, secrets too; for root alone.</param>
/// <param name="Out">What this boot is run with; gone with the power.</param>
internal sealed record ProvisionPlaces(string File, string Root, string State, string Out)
{
    public const string DefaultFile = "/boot/firmware/edgekit-provision.yaml";
    public const string DefaultState = "/var/lib/edgekit-provision";
    public const string DefaultOut = "/run/edgekit-provision";

    /// <summary>The layer of the daemon's configuration, at its usual place.</summary>
    public const string DefaultLayer = $"{DefaultOut}/edgekit.yaml";

    /// <summary>The report, at its usual place.</summary>
    public const string DefaultReport = $"{DefaultOut}/report.json";

    /// <summary>The token for the cloud, at its usual place.</summary>
    public const string DefaultToken = $"{DefaultOut}/credentials/uplink-token";

    /// <summary>Everything kept, in one file, so that a power cut leaves the old or the new of it.</summary>
    public string Kept => Path.Combine(State, "provision.json");

    /// <summary>Plain words for a laptop, beside the provisioning file.</summary>
    public string Note => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(File))!, "edgekit-status.txt");

    public string InOut(string name) => Path.Combine(Out, name);

    public string InRoot(string path) => Path.Combine(Root, path);
}
