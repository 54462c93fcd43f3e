namespace EdgeKit.Uplink.Transport;

/// <summary>Something answered that is not the cloud: a captive portal says 200 with HTML to everything.</summary>
internal sealed class NotTheCloudException(string message, Exception? inner = null) : Exception(message, inner);
