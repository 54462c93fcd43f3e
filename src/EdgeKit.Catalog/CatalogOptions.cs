using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Catalog;

/// <summary>Section <c>catalog</c>: what is kept of the catalogue.</summary>
public sealed class CatalogOptions
{
    private CatalogOptions(SettingsSection section, string dataDirectory)
    {
        Directory = Path.Combine(dataDirectory, "catalog");
        Pictures = section.Size("pictures", 64 << 20, 1 << 20, 1L << 30);
    }

    /// <summary>Where it is kept.</summary>
    public string Directory { get; }

    /// <summary>How much room the pictures of one catalogue may take (1 MiB to 1 GiB, 64 MiB).</summary>
    public long Pictures { get; }

    /// <summary>Where pictures are kept.</summary>
    public string PictureDirectory => Path.Combine(Directory, "images");

    /// <summary>Reads the section.</summary>
    public static Func<SettingsSection, CatalogOptions> Reader(string dataDirectory) => section => new CatalogOptions(section, dataDirectory);
}
