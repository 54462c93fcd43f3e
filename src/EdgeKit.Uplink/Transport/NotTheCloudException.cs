namespace EdgeKit.Uplink.Transport;

/// <summary>Something answered that is not the cloud: a captive portal says 200 with HTML to everything.</summary>
internal sealed class NotTheCloudException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>An answer of another kind came.</summary>
    public static NotTheCloudException Of(string? media) => new($"what answered is not the cloud: it sent {media ?? "nothing"} (a captive portal?)");
}
