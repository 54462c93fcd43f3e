using EdgeKit.Testing.Preloads;

namespace EdgeKit.Proofs.Clocks;

/// <summary>The wall clock of a program, moved while it runs by a library preloaded into it; its monotonic clock is left alone.</summary>
internal sealed class FakeClock : IDisposable
{
    private readonly PreloadLibrary _library;

    private FakeClock(PreloadLibrary library) => _library = library;

    /// <summary>What the program must be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => _library.Environment;

    /// <summary>How far the program's clock is off.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>A clock that is right, until <see cref="Jump"/>.</summary>
    public static async Task<FakeClock> CreateAsync(CancellationToken cancellationToken) =>
        new(await PreloadLibrary.CompileAsync("tests/EdgeKit.Proofs/Clocks/wall-clock.c", "EDGEKIT_CLOCK", cancellationToken));

    /// <summary>Moves the program's wall clock to so far from the true time.</summary>
    public void Jump(TimeSpan offset)
    {
        Offset = offset;
        _library.Control.Write(0, checked(offset.Ticks * TimeSpan.NanosecondsPerTick));

        // The program maps the same page; it reads the new offset with its next question.
        Interlocked.MemoryBarrier();
    }

    /// <inheritdoc />
    public void Dispose() => _library.Dispose();
}
