using EdgeKit.Testing;

namespace EdgeKit.Devices.Tests.Linux;

/// <summary>A sysfs of a test's own, with real files and links.</summary>
internal sealed class SysfsFolder : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public string Root => _folder.Path;

    /// <summary>Writes attributes as the kernel does: one line each.</summary>
    public string With(string folder, params (string File, string Text)[] files)
    {
        var path = _folder[folder];
        Directory.CreateDirectory(path);
        foreach (var (file, text) in files)
        {
            File.WriteAllLines(Path.Combine(path, file), [text]);
        }

        return path;
    }

    public void Device(string folder, string device)
    {
        Directory.CreateDirectory(_folder[$"devices/{device}"]);
        File.CreateSymbolicLink(Path.Combine(_folder[folder], "device"), $"../../../devices/{device}");
    }

    /// <summary>What was written last. A real file keeps the tail of a longer text before it, which the kernel's would not.</summary>
    public string Text(string file) => File.ReadLines(_folder[file]).First();

    /// <summary>A file that the kernel refuses to read with EIO: this process's memory at address 0.</summary>
    public void Broken(string file)
    {
        File.Delete(_folder[file]);
        File.CreateSymbolicLink(_folder[file], "/proc/self/mem");
    }

    public void Dispose() => _folder.Dispose();
}
