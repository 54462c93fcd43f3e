namespace EdgeKit.Demo.Streams;

/// <summary>What the demo's origin has.</summary>
internal interface IBroadcast
{
    /// <summary>The playlist's name.</summary>
    const string Playlist = "main.m3u8";

    /// <summary>The file of that name now; null if there is none.</summary>
    byte[]? Find(string name);
}
