namespace EdgeKit.Demo.Children;

/// <summary>The two programs that the demo starts.</summary>
/// <param name="Kit">The daemon.</param>
/// <param name="Cloud">The reference cloud.</param>
internal sealed record Binaries(string Kit, string Cloud)
{
    private const string CloudName = "edgekit-cloud";

    /// <summary>Finds them.</summary>
    /// <exception cref="DemoFaultException">One is missing; the message says where it was looked for.</exception>
    public static Binaries Find(DemoOptions options)
    {
        var kit = options.KitPath ?? Environment.ProcessPath ?? "edgekit";
        if (!File.Exists(kit) || Path.GetFileNameWithoutExtension(kit) is "dotnet")
        {
            throw new DemoFaultException($"The demo starts edgekit as a program of its own, and {kit} is not that: run the built edgekit itself.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(kit))!;
        string[] places = options.CloudPath is { } named
            ? [named]
            : [Path.Combine(folder, CloudName), Path.Combine(folder, "..", CloudName, CloudName)];
        return places.FirstOrDefault(File.Exists) is { } cloud
            ? new Binaries(Path.GetFullPath(kit), Path.GetFullPath(cloud))
            : throw new DemoFaultException($"There is no cloud at {string.Join(" or ", places.Select(Path.GetFullPath))}: give its place with --cloud PATH.");
    }
}
