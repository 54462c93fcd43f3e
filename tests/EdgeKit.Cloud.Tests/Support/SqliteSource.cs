namespace EdgeKit.Cloud.Tests.Support;

/// <summary>Stores in directories of their own.</summary>
public sealed class SqliteSource : StoreSource, IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("edgekit-cloud-");
    private int _made;

    public override Task<string> NewAsync(CancellationToken cancellationToken) =>
        Task.FromResult($"sqlite:{Path.Combine(_root.FullName, $"{Interlocked.Increment(ref _made)}")}");

    public override async Task<string> CopyAsync(string address, CancellationToken cancellationToken)
    {
        var copy = await NewAsync(cancellationToken);
        Directory.CreateDirectory(copy["sqlite:".Length..]);
        foreach (var file in Directory.EnumerateFiles(address["sqlite:".Length..]))
        {
            File.Copy(file, Path.Combine(copy["sqlite:".Length..], Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
