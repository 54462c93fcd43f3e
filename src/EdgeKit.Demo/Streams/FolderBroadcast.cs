namespace EdgeKit.Demo.Streams;

/// <summary>What an encoder writes to a folder as time goes by.</summary>
internal sealed class FolderBroadcast(string folder) : IBroadcast
{
    /// <inheritdoc />
    public byte[]? Find(string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return name == Path.GetFileName(name) && File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (FileNotFoundException)
        {
            // The encoder has just removed what left its window.
            return null;
        }
    }
}
