namespace EdgeKit.Uplink.Transport;

/// <summary>The version of HTTP that the last connection to the cloud agreed on.</summary>
internal sealed class NegotiatedVersion
{
    private volatile Version? _last;

    /// <summary>Null before the first connection.</summary>
    public Version? Last
    {
        get => _last;
        set => _last = value;
    }
}
