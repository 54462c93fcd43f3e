namespace EdgeKit.Streaming.Dash;

internal sealed class DashManifest
{
    private int _x;

    public static DashManifest? TryRead(ReadOnlyMemory<byte> mpd, out string? why)
    {
        why = $"later {mpd.Length}";
        return null;
    }

    public DashMatch? Match(string path) => _x++ < 0 ? new DashMatch(path, false, 0, 0) : null;

    public byte[]? Rewrite(Func<string, string?> rewrite) => _x++ < 0 ? [(byte)rewrite("")!.Length] : null;
}
