using EdgeKit.Kernel.Storage;
using EdgeKit.Testing;

namespace EdgeKit.Kernel.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Target => _directory["target"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_new_content_takes_the_place_of_the_old()
    {
        await AtomicFile.WriteAsync(Target, "a longer old text"u8.ToArray(), Cancel);
        await AtomicFile.WriteAsync(Target, "new"u8.ToArray(), Cancel);

        Assert.Equal("new", await File.ReadAllTextAsync(Target, Cancel));
        Assert.Equal([Target], Directory.EnumerateFiles(_directory.Path));
    }

    [Fact]
    public async Task Nothing_is_content_too()
    {
        await AtomicFile.WriteAsync(Target, ReadOnlyMemory<byte>.Empty, Cancel);

        Assert.Equal(0, new FileInfo(Target).Length);
    }

    [Fact]
    public async Task A_write_that_is_interrupted_leaves_the_old_file()
    {
        await AtomicFile.WriteAsync(Target, "old"u8.ToArray(), Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await AtomicFile.WriteAsync(Target, "new"u8.ToArray(), new CancellationToken(canceled: true)));

        Assert.Equal("old", await File.ReadAllTextAsync(Target, Cancel));
        Assert.Equal([Target], Directory.EnumerateFiles(_directory.Path));
    }

    [Fact]
    public async Task What_a_power_cut_left_beside_it_is_no_hindrance()
    {
        await AtomicFile.WriteAsync(Target, "old"u8.ToArray(), Cancel);
        await AtomicFile.WriteAsync(Target + ".new", "half of a much longer tex"u8.ToArray(), Cancel);

        await AtomicFile.WriteAsync(Target, "new"u8.ToArray(), Cancel);

        Assert.Equal("new", await File.ReadAllTextAsync(Target, Cancel));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_old_file_and_nothing_beside_it()
    {
        await AtomicFile.WriteAsync(Target, "old"u8.ToArray(), Cancel);

        // The kernel's device that is always full stands where the new file would be written.
        File.CreateSymbolicLink(Target + ".new", "/dev/full");

        var exception = await Assert.ThrowsAnyAsync<IOException>(async () => await AtomicFile.WriteAsync(Target, "new"u8.ToArray(), Cancel));

        Assert.Contains("No space left", exception.Message, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(Target, Cancel));
        Assert.Equal([Target], Directory.EnumerateFiles(_directory.Path));
    }

    [Fact]
    public async Task A_missing_directory_is_told()
    {
        await Assert.ThrowsAsync<DirectoryNotFoundException>(async () => await AtomicFile.WriteAsync(_directory["none/target"], "new"u8.ToArray(), Cancel));
        Assert.Throws<IOException>(() => AtomicFile.FlushDirectory(_directory["none"]));
        AtomicFile.FlushDirectory(_directory.Path);
    }
}
