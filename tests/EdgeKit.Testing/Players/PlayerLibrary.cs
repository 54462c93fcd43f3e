namespace EdgeKit.Testing.Players;

/// <summary>What plays in the browser.</summary>
public enum PlayerLibrary
{
    /// <summary>hls.js, for low latency HLS.</summary>
    Hls,

    /// <summary>dash.js, for low latency DASH.</summary>
    Dash,
}
