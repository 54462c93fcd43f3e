using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Streaming.Tests;

public sealed class StreamingOptionsTests
{
    [Fact]
    public void A_stream_has_a_name_and_folders()
    {
        var (options, errors) = Read([("name", "main"), ("origins", "http://origin.example/hls")]);

        Assert.Empty(errors);
        var stream = Assert.Single(options.Streams);
        Assert.Equal("main", stream.Name);
        Assert.Equal(new Uri("http://origin.example/hls/"), Assert.Single(stream.Origins));
        Assert.Null(stream.Playlist);
    }

    [Fact]
    public void Pages_are_told_what_to_play()
    {
        var (options, errors) = Read([("name", "main"), ("origins", "http://origin.example/hls"), ("playlist", "hd/main.m3u8")]);

        Assert.Empty(errors);
        Assert.Equal("hd/main.m3u8", Assert.Single(options.Streams).Playlist);
    }

    [Theory]
    [InlineData("name", "../up")]
    [InlineData("origins", "ftp://origin.example/")]
    [InlineData("origins", "http://user:secret@origin.example/")]
    [InlineData("origins", "http://origin.example/?a=1")]
    [InlineData("playlist", "../main.m3u8")]
    [InlineData("playlist", "http://elsewhere.example/main.m3u8")]
    [InlineData("playlist", "/main.m3u8")]
    [InlineData("playlist", "main.html")]
    public void What_cannot_be_served_is_an_error(string key, string value) =>
        Assert.NotEmpty(Read([("name", "main"), ("origins", "http://origin.example/"), (key, value)]).Errors);

    private static (StreamingOptions Options, IReadOnlyList<string> Errors) Read(IEnumerable<(string Key, string Value)> members)
    {
        var stream = new Dictionary<string, SettingsValue>(StringComparer.Ordinal);
        foreach (var (key, value) in members)
        {
            SettingsValue scalar = new SettingsValue.Scalar(value, "test");
            stream[key] = key == "origins" ? new SettingsValue.Sequence([scalar], "test") : scalar;
        }

        var live = new Dictionary<string, SettingsValue>(StringComparer.Ordinal)
        {
            ["streams"] = new SettingsValue.Sequence([new SettingsValue.Mapping(stream, "test")], "test"),
        };
        var settings = new Settings(
            new SettingsValue.Mapping(new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["live"] = new SettingsValue.Mapping(live, "test") }, "test"), "/data");
        var options = settings.Read("live", StreamingOptions.Read);
        settings.CheckUnread();
        return (options, settings.Errors);
    }
}
