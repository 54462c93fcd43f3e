namespace EdgeKit.Testing.Processes;

/// <summary>Where the published programs are: what <c>EDGEKIT_BIN</c> and <c>EDGEKIT_CLOUD_BIN</c> name, else <c>artifacts</c>.</summary>
public static class Binaries
{
    /// <summary>The daemon.</summary>
    public static string Kit => Find("EDGEKIT_BIN", "artifacts/edgekit/edgekit");

    /// <summary>The reference cloud.</summary>
    public static string Cloud => Find("EDGEKIT_CLOUD_BIN", "artifacts/edgekit-cloud/edgekit-cloud");

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string Find(string variable, string path)
    {
        var named = Environment.GetEnvironmentVariable(variable);
        var binary = Path.GetFullPath(string.IsNullOrEmpty(named) ? Path.Combine(Root, path) : named);
        return File.Exists(binary)
            ? binary
            : throw new FileNotFoundException($"There is no {binary}: run scripts/build first, or name a binary in {variable}.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeKit.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"EdgeKit.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
