using EdgeKit.Kernel.Live;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>One stream that pages can play.</summary>
internal sealed class FakeStreams : ILiveStreams
{
    public IReadOnlyList<string> Names => ["main"];

    public string? PlaylistOf(string name) => name == "main" ? "/live/main/main.m3u8" : null;
}
