using Microsoft.Extensions.Hosting;

namespace EdgeKit.Kernel.Configuration;

/// <summary>
/// The whole configuration as it was read. Each module reads its own section into its options; what is unknown or wrong is
/// collected, so that a person sees every fault at once, each with its place, its key and what was expected.
/// </summary>
/// <param name="root">The document, with environment and options laid over it.</param>
/// <param name="dataDirectory">Where everything durable is.</param>
public sealed class Settings(SettingsValue.Mapping root, string dataDirectory)
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Where everything durable is.</summary>
    public string DataDirectory { get; } = dataDirectory;

    /// <summary>What is wrong, a line each; complete once every module has read its section and <see cref="CheckUnread"/> was called.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The settings that <paramref name="builder"/> was given.</summary>
    public static Settings Of(IHostApplicationBuilder builder) => (Settings)builder.Properties[typeof(Settings)];

    /// <summary>Gives <paramref name="builder"/> these settings.</summary>
    public void Attach(IHostApplicationBuilder builder) => builder.Properties[typeof(Settings)] = this;

    /// <summary>Reads a section of the document's top level.</summary>
    public TOptions Read<TOptions>(string name, Func<SettingsSection, TOptions> read)
    {
        _read.Add(name);
        var section = SettingsSection.Of(name, root.Find(name), root.Origin, _errors);
        var options = read(section);
        section.CheckUnread();
        return options;
    }

    /// <summary>Reads a section of the document's top level that is a list.</summary>
    public IReadOnlyList<TOptions> ReadList<TOptions>(string name, Func<SettingsSection, TOptions> read)
    {
        _read.Add(name);
        return SettingsSection.ListOf(name, root.Find(name), read, _errors);
    }

    /// <summary>Notes a fault of a section as a whole, which only its module can see.</summary>
    public void Refuse(string name, string why) => _errors.Add($"{root.Find(name)?.Origin ?? root.Origin}: {name}: {why}");

    /// <summary>Passes over a section whose module this build does not have.</summary>
    public void Skip(string name) => _read.Add(name);

    /// <summary>Reports sections that no module has read.</summary>
    public void CheckUnread()
    {
        foreach (var (name, value) in root.Unread(_read))
        {
            _errors.Add($"{value.Origin}: {name}: no such section; {Spelling.Suggest(name, _read)}");
        }
    }
}
