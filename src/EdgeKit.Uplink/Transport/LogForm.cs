namespace EdgeKit.Uplink.Transport;

/// <summary>How a batch is written.</summary>
internal enum LogForm
{
    /// <summary>CloudEvents with gzip, which any backend takes.</summary>
    CloudEvents,

    /// <summary>The compact form with Zstandard, in a fifth of the bytes.</summary>
    Compact,
}
