namespace EdgeKit.Daemon.Doctor;

/// <summary>What the kernel says in small files.</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
internal sealed class KernelFiles(string root = "/")
{
    /// <summary>The path under the root.</summary>
    public string PathOf(string path) => Path.Combine(root, path);

    /// <summary>The file without the white space around; null if there is none.</summary>
    public string? Read(string path) => File.Exists(PathOf(path)) ? File.ReadAllText(PathOf(path)).Trim() : null;

    /// <summary>Its lines; none if there is no such file.</summary>
    public IReadOnlyList<string> Lines(string path) => Read(path)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The names in a directory, sorted; none if there is no such directory.</summary>
    public IReadOnlyList<string> Names(string path) => Directory.Exists(PathOf(path))
        ? [.. Directory.EnumerateFileSystemEntries(PathOf(path)).Select(static entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)]
        : [];
}
