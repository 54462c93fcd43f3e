using EdgeKit.Kernel.Storage;

namespace EdgeKit.Kernel.Tests.Storage;

public sealed class DiskFlushTests
{
    [Fact]
    public void What_can_be_flushed_is()
    {
        var path = Path.GetTempFileName();
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, [1, 2, 3], 0);
            DiskFlush.Flush(file);
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        File.Delete(path);
    }

    [Fact]
    public void A_flush_that_fails_says_so()
    {
        // fsync(2) answers EINVAL for what is no file on a disk; the framework's own flush says nothing of it.
        using var file = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);

        Assert.Throws<IOException>(() => DiskFlush.Flush(file));
    }
}
