using System.Globalization;

namespace EdgeKit.Proofs.Clocks;

/// <summary>The wall clock of a program, moved while it runs by libfaketime; its monotonic clock is left alone.</summary>
internal sealed class FakeClock : IDisposable
{
    private static readonly string[] Libraries =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    ];

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("edgekit-clock-").FullName, "offset");

    /// <summary>A clock that is right, until <see cref="JumpAsync"/>.</summary>
    public FakeClock() => Environment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = Libraries.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("There is no libfaketime: install the Debian package faketime."),
        ["FAKETIME_TIMESTAMP_FILE"] = _file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };

    /// <summary>What the program must be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>How far the program's clock is off.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>Moves the program's wall clock to so far from the true time.</summary>
    public async Task JumpAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        Offset = offset;
        var beside = _file + ".new";
        await File.WriteAllTextAsync(beside, string.Create(CultureInfo.InvariantCulture, $"{(long)offset.TotalSeconds:+0;-0}\n"), cancellationToken);
        File.Move(beside, _file, overwrite: true);
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
}
