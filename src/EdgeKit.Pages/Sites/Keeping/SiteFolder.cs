namespace EdgeKit.Pages.Sites.Keeping;

/// <summary>Where sites, their pictures and the key of their links are kept.</summary>
/// <param name="Path">A directory; made when something is put there.</param>
internal sealed record SiteFolder(string Path)
{
    /// <summary>Whether anything was ever put there.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>The path of something in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes it if it is missing.</summary>
    public void Make() => Directory.CreateDirectory(Path);
}
