using System.ComponentModel;
using System.IO.MemoryMappedFiles;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Preloads;

/// <summary>
/// A small library of ours, compiled on the spot and preloaded into a program (ld.so(8), <c>LD_PRELOAD</c>), and the page of memory
/// through which it is told what to do while the program runs.
/// </summary>
public sealed class PreloadLibrary : IDisposable
{
    private const int ControlBytes = 4096;

    private readonly string _folder;
    private readonly MemoryMappedFile _control;

    private PreloadLibrary(string folder, string library, string variable)
    {
        _folder = folder;
        var control = Path.Combine(folder, "control");
        _control = MemoryMappedFile.CreateFromFile(control, FileMode.Create, null, ControlBytes);
        Control = _control.CreateViewAccessor();
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_PRELOAD"] = library, [variable] = control };
    }

    /// <summary>The memory that both sides have mapped; zeros at first.</summary>
    public MemoryMappedViewAccessor Control { get; }

    /// <summary>What the program must be started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Compiles <paramref name="source"/>, a path in the repository.</summary>
    /// <param name="source">One file of C.</param>
    /// <param name="variable">The environment variable in which the library looks for the file to map.</param>
    /// <param name="cancellationToken">Ends the compiler.</param>
    /// <exception cref="InvalidOperationException">There is no compiler, or it does not take the source.</exception>
    public static async Task<PreloadLibrary> CompileAsync(string source, string variable, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgekit-preload-").FullName;
        try
        {
            var library = Path.Combine(folder, Path.ChangeExtension(Path.GetFileName(source), ".so"));
            await RunCompilerAsync(["-shared", "-fPIC", "-O2", "-o", library, Path.Combine(Binaries.Root, source), "-ldl"], cancellationToken);
            return new PreloadLibrary(folder, library, variable);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Control.Dispose();
        _control.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunCompilerAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var (exitCode, output) = await ChildProcess.RunAsync("gcc", arguments, cancellationToken);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"gcc ended with {exitCode}:\n{output}");
            }
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("There is no gcc: install the Debian packages gcc and libc6-dev.", exception);
        }
    }
}
