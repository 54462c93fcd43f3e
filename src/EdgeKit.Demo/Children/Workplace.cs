namespace EdgeKit.Demo.Children;

/// <summary>The directory that a demo works in; removed at the end unless a person named it.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly bool _temporary;

    private Workplace(string path, bool temporary) => (Path, _temporary) = (path, temporary);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Opens the one that was asked for, or a fresh one.</summary>
    public static Workplace Open(string? wanted) =>
        wanted is null
            ? new Workplace(Directory.CreateTempSubdirectory("edgekit-demo-").FullName, temporary: true)
            : new Workplace(Directory.CreateDirectory(wanted).FullName, temporary: false);

    /// <summary>A path in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_temporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
