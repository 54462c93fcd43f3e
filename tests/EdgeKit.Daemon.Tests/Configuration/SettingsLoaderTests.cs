using System.Text;
using CsCheck;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Configuration;

public sealed class SettingsLoaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Yaml => _directory["edgekit.yaml"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_value_knows_its_line()
    {
        var settings = Loaded("# a comment\nkit:\n  id: '17!'\n  name: \"Night market, row C\"\n");

        var kit = settings.Read("kit", KitOptions.Read);

        Assert.Equal("Night market, row C", kit.Name);
        Assert.Equal(["edgekit.yaml:3: kit.id: '17!' is not right; expected 1 to 63 letters, digits and hyphens, such as kit-17"], Errors(settings));
    }

    [Fact]
    public void A_missing_file_at_the_default_place_is_an_empty_one()
    {
        var load = Assert.IsType<SettingsLoad.Loaded>(SettingsLoader.Load(Yaml, mayBeMissing: true, "data", [], []));

        load.Settings.Read("kit", KitOptions.Read);

        Assert.Equal(
            ["edgekit.yaml (no such file): kit.id: is missing; expected 1 to 63 letters, digits and hyphens, such as kit-17"],
            Errors(load.Settings));
        Assert.Equal("data", load.Settings.DataDirectory);
    }

    [Fact]
    public void A_missing_file_that_was_named_is_an_error() =>
        Assert.Equal(["edgekit.yaml: no such file"], Errors(SettingsLoader.Load(Yaml, "data", [], [])));

    [Fact]
    public void A_directory_in_its_place_is_an_error()
    {
        Directory.CreateDirectory(Yaml);

        Assert.Equal(["edgekit.yaml: cannot be read: it is a directory"], Errors(SettingsLoader.Load(Yaml, mayBeMissing: true, "data", [], [])));
    }

    [Fact]
    public void An_endless_file_is_an_error() =>
        Assert.Equal(["/dev/zero: is larger than 1 MiB; expected a configuration"], Errors(SettingsLoader.Load("/dev/zero", "data", [], [])));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("---\n...\n")]
    [InlineData("kit:\n")]
    [InlineData("\uFEFFkit: {}\r\n")]
    public void An_empty_document_has_no_values(string yaml)
    {
        var settings = Loaded(yaml);

        settings.Read("kit", static section => section.Text("name", 10));

        Assert.Empty(Errors(settings));
    }

    [Theory]
    [InlineData("kit:\n  id: a\n  id: b\n", "edgekit.yaml:3: kit.id: stands a second time; the first is in line 2")]
    [InlineData("kit: {id: a}\nkit: {id: b}\n", "edgekit.yaml:2: kit: stands a second time; the first is in line 1")]
    [InlineData("kit: &k\n  id: a\n", "edgekit.yaml:1: kit: an anchor (&k) is not supported; write the value out where it is needed")]
    [InlineData("kit:\n  id: *k\n", "edgekit.yaml:2: kit.id: an alias (*k) is not supported; write the value out")]
    [InlineData("kit:\n  <<: {id: a}\n", "edgekit.yaml:2: kit: a merge key (<<) is not supported; write the keys out")]
    [InlineData("kit:\n  id: !!str 17\n", "edgekit.yaml:2: kit.id: a tag (!) is not supported; put text in quotes instead")]
    [InlineData("kit:\n  [a]: b\n", "edgekit.yaml:2: kit: a key is not a word; expected 'key: value'")]
    [InlineData("kit: {id: a}\n---\nkit: {id: b}\n", "edgekit.yaml:2: a second document begins; expected one")]
    [InlineData("- kit\n", "edgekit.yaml:1: expected sections with keys below them, such as 'kit:' and below it '  id: kit-17'")]
    [InlineData("kit\n", "edgekit.yaml:1: expected sections with keys below them, such as 'kit:' and below it '  id: kit-17'")]
    [InlineData("kit:\n\tid: a\n", "edgekit.yaml:2: column 1: a tab stands at the beginning of the line; expected spaces")]
    [InlineData("kit:\n  id: a\nhttp:\n  listen: [b]\norders:\n\tkeep: 1h\n", "edgekit.yaml:6: column 1: a tab stands at the beginning of the line; expected spaces")]
    [InlineData("kit:\n  id: a\n \t name: b\n", "edgekit.yaml:3: column 2: a tab stands at the beginning of the line; expected spaces")]
    [InlineData("kit: {id: a\nhttp: {}\n", "edgekit.yaml:1: column 9: is not YAML: a bracket or brace that begins here or before is not closed")]
    [InlineData("kit: \"a\n", "edgekit.yaml:1: column 6: is not YAML: while scanning a quoted scalar, found unexpected end of stream")]
    [InlineData("kit:\n  id: a\n bad: b\n", "edgekit.yaml:3: column 2: is not YAML: while parsing a block mapping, did not find expected key")]
    [InlineData("kit:\n  id a\n  name: b\n", "edgekit.yaml:3: column 7: is not YAML: a colon is missing in the line above")]
    public void What_is_wrong_is_told_with_its_place(string yaml, string error) => Assert.Equal([error], Errors(Load(yaml)));

    [Fact]
    public void Several_faults_are_told_at_once() =>
        Assert.Equal(3, Errors(Load("kit: {id: a, id: b}\nuplink: &u {}\nhttp: *u\n")).Length);

    [Fact]
    public void Invalid_UTF_8_is_told_with_its_line()
    {
        File.WriteAllBytes(Yaml, [.. "kit:\n  name: M"u8, 0xFC, .. "nster\n"u8]);

        Assert.Equal(
            ["edgekit.yaml:2: is not valid UTF-8 text; save the file as UTF-8"],
            Errors(SettingsLoader.Load(Yaml, "data", [], [])));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void A_megabyte_of_brackets_is_refused(char bracket) =>
        Assert.Equal(["edgekit.yaml:1: column 18: is not YAML: nested deeper than 16 levels"], Errors(Load(new string(bracket, 1_000_000))));

    [Fact]
    public void Whatever_the_file_holds_it_is_loaded_or_refused()
    {
        const string Letters = "kit:[]{}- \t\n\"'#&*!|>%@`,?<~\r\\a1\0\u0085\u2028\uFEFF";
        var texts = Gen.OneOf(Gen.Char[Letters].Select(char.ToString), Gen.OneOf("kit: ", "\n  ", "\n- ", "---", "...", "%YAML", "😀", "\\x", "!<"))
            .Array[0, 30].Select(string.Concat);

        texts.Sample(
            static text =>
            {
                var errors = new List<string>();
                return YamlSettings.Parse("fuzz", text, errors) is not null || errors.Count > 0;
            },
            iter: 20_000);
    }

    private static string[] Errors(Settings settings)
    {
        settings.CheckUnread();
        return [.. settings.Errors.Select(Short)];
    }

    private static string[] Errors(SettingsLoad load) => [.. Assert.IsType<SettingsLoad.Refused>(load).Errors.Select(Short)];

    // The directory's name differs from run to run.
    private static string Short(string error) => error[Math.Max(0, error.IndexOf("edgekit.yaml", StringComparison.Ordinal))..];

    private SettingsLoad Load(string yaml)
    {
        using (var file = File.Create(Yaml))
        {
            file.Write(Encoding.UTF8.GetBytes(yaml));
        }

        return SettingsLoader.Load(Yaml, "data", [], []);
    }

    private Settings Loaded(string yaml) => Assert.IsType<SettingsLoad.Loaded>(Load(yaml)).Settings;
}
