using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Testing.Processes;

/// <summary>How a kit is to run.</summary>
public sealed record KitSetup
{
    /// <summary>A table of four things, a great many of each.</summary>
    public static IReadOnlyList<CatalogImportItem> Table { get; } =
    [
        new("TEA-01", "Masala chai", new Money(350, "EUR"), 0.19m, Category: "drinks", Stock: 1_000_000),
        new("BAO-02", "Bao, pulled mushroom", new Money(650, "EUR"), 0.07m, Category: "food", Stock: 1_000_000),
        new("PIN-03", "Enamel pin", new Money(900, "EUR"), 0.19m, Category: "things", Stock: 1_000_000),
        new("TOTE-04", "Tote bag", new Money(1800, "EUR"), 0.19m, Category: "things", Stock: 1_000_000),
    ];

    /// <summary>The program; the published one when null.</summary>
    public string? Binary { get; init; }

    /// <summary>Names it to the cloud.</summary>
    public string Id { get; init; } = "kit-17";

    /// <summary>Where it keeps everything; null for a folder that goes away with it.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The cloud, or what stands before it; null for none.</summary>
    public Uri? CloudUrl { get; init; }

    /// <summary>Further keys of the section <c>uplink</c>.</summary>
    public IReadOnlyDictionary<string, string> Uplink { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Further addresses that it listens on, such as one with TLS.</summary>
    public IReadOnlyList<string> AlsoListens { get; init; } = [];

    /// <summary>Further keys of the section <c>http</c>.</summary>
    public IReadOnlyDictionary<string, string> Web { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Further sections of the configuration, as YAML.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>Further environment, such as <c>LD_PRELOAD</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A command that runs the program, such as <c>strace -f -o FILE</c> or <c>ip netns exec NAME</c>.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>The address it listens on.</summary>
    public string ListenAddress { get; init; } = "127.0.0.1";

    /// <summary>What it sells, imported before its first start; none leaves the catalogue as it is.</summary>
    public IReadOnlyList<CatalogImportItem> Items { get; init; } = Table;
}
