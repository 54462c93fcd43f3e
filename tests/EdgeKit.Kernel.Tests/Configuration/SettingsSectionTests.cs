using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Kernel.Tests.Configuration;

public sealed class SettingsSectionTests
{
    private readonly Dictionary<string, SettingsValue> _members = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("7d", 604_800_000)]
    public void A_time_has_its_unit(string text, long milliseconds)
    {
        Assert.Equal(milliseconds, Read(text, static section => section.Duration("key", default, default, TimeSpan.FromDays(30)), out var errors).TotalMilliseconds);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData("1 s")]
    [InlineData("31d")]
    [InlineData("2147483647d")]
    [InlineData("99999999999s")]
    [InlineData("1sm")]
    public void What_is_no_time_or_out_of_range_is_refused(string text)
    {
        var read = Read(text, static section => section.Duration("key", TimeSpan.FromSeconds(90), default, TimeSpan.FromDays(30)), out var errors);

        Assert.Equal(TimeSpan.FromSeconds(90), read);
        Assert.Equal([$"file:1: part.key: '{text}' is not right; expected a time from 0ms to 30d, such as 1.5m"], errors);
    }

    [Theory]
    [InlineData("512", 512)]
    [InlineData("512KiB", 524_288)]
    [InlineData("256MiB", 268_435_456)]
    [InlineData("5GB", 5_000_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    public void A_size_has_its_unit(string text, long bytes)
    {
        Assert.Equal(bytes, Read(text, static section => section.Size("key", 0, 0, long.MaxValue), out var errors));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("1TB")]
    [InlineData("1.5GiB")]
    [InlineData("-1")]
    [InlineData("99999999999GiB")]
    public void What_is_no_size_is_refused(string text)
    {
        Assert.Equal(7, Read(text, static section => section.Size("key", 7, 0, 1 << 30), out var errors));
        Assert.Single(errors);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9090", true)]
    [InlineData("https://cloud.example/edge/", true)]
    [InlineData("ftp://cloud.example", false)]
    [InlineData("cloud.example", false)]
    [InlineData("http://name:secret@cloud.example", false)]
    [InlineData("/etc/passwd", false)]
    public void An_address_is_absolute_and_carries_no_password(string text, bool isRight)
    {
        var read = Read(text, static section => section.Address("key", "http", "https"), out var errors);

        Assert.Equal(isRight, read is not null);
        Assert.Equal(isRight ? 0 : 1, errors.Count);
    }

    [Fact]
    public void A_key_that_nobody_asked_for_is_told_with_the_nearest_one()
    {
        _members["batchs"] = new SettingsValue.Scalar("200", "file:7");

        Read(null, static section => section.Number("batch", 1, 1, 1000) + section.Number("inFlight", 1, 1, 8), out var errors);

        Assert.Equal(["file:7: part.batchs: no such key; did you mean batch?"], errors);
    }

    [Fact]
    public void A_key_far_from_any_is_told_with_all_there_are()
    {
        _members["colour"] = new SettingsValue.Scalar("red", "file:7");

        Read(null, static section => section.Number("batch", 1, 1, 1000) + section.Number("inFlight", 1, 1, 8), out var errors);

        Assert.Equal(["file:7: part.colour: no such key; expected one of batch, inFlight"], errors);
    }

    [Theory]
    [InlineData("sweepevery", "sweepEvery")]
    [InlineData("swepEvery", "sweepEvery")]
    [InlineData("sweepEveryy", "sweepEvery")]
    [InlineData("ulr", "url")]
    [InlineData("in_flight", "inFlight")]
    [InlineData("infligth", "inFlight")]
    public void The_nearest_word_is_found(string wrong, string meant) =>
        Assert.Equal($"did you mean {meant}?", Spelling.Suggest(wrong, ["url", "batch", "inFlight", "sweepEvery", "tokenFile", "consumer"]));

    [Fact]
    public void A_section_nobody_reads_is_told()
    {
        var root = new SettingsValue.Mapping(
            new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["uplnik"] = SettingsValue.Mapping.Empty("file:3") }, "file:1");
        var settings = new Settings(root, "data");
        settings.Read("uplink", static section => section.Flag("on", byDefault: false));

        settings.CheckUnread();

        Assert.Equal(["file:3: uplnik: no such section; did you mean uplink?"], settings.Errors);
    }

    [Fact]
    public void A_group_where_a_value_belongs_is_refused()
    {
        _members["key"] = SettingsValue.Mapping.Empty("file:4");

        Read(null, static section => section.Text("key", 5), out var errors);

        Assert.Equal(["file:4: part.key: a group of keys is not right; expected text of at most 5 characters"], errors);
    }

    [Fact]
    public void A_value_where_a_group_belongs_is_refused()
    {
        var root = new SettingsValue.Mapping(
            new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["kit"] = new SettingsValue.Scalar("kit-17", "file:1") }, "file:1");
        var settings = new Settings(root, "data");

        settings.Read("kit", KitOptions.Read);

        Assert.Equal("file:1: kit: 'kit-17' is not right; expected keys with values below it", settings.Errors[0]);
    }

    [Fact]
    public void What_is_told_is_short_and_on_one_line()
    {
        Read(new string('x', 500) + "\n", static section => section.Text("key", 5), out var errors);

        Assert.Equal([$"file:1: part.key: '{new string('x', 60)}…' is not right; expected text of at most 5 characters"], errors);
    }

    [Fact]
    public void Text_with_control_characters_is_refused()
    {
        Read("a\u001b[1m", static section => section.Text("key", 50), out var errors);

        Assert.Equal(["file:1: part.key: 'a [1m' is not right; expected text of at most 50 characters"], errors);
    }

    private T Read<T>(string? text, Func<SettingsSection, T> read, out IReadOnlyList<string> errors)
    {
        if (text is not null)
        {
            _members["key"] = new SettingsValue.Scalar(text, "file:1");
        }

        var root = new SettingsValue.Mapping(
            new Dictionary<string, SettingsValue>(StringComparer.Ordinal) { ["part"] = new SettingsValue.Mapping(_members, "file:1") }, "file:1");
        var settings = new Settings(root, "data");
        var value = settings.Read("part", read);
        errors = settings.Errors;
        return value;
    }
}
