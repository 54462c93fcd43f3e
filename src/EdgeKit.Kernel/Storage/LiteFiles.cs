using System.Globalization;

namespace EdgeKit.Kernel.Storage;

/// <summary>The files of one LiteDB database: itself, its log, its lock, and damaged ones that were set aside.</summary>
internal sealed class LiteFiles(string path)
{
    /// <summary>LiteDB's name for a database that has no file.</summary>
    public const string InMemory = ":memory:";

    // Enough to look into what happened, without filling the card with it.
    private const int KeptDamaged = 2;
    private const string Damaged = ".damaged-";
    private const int PageLength = 8192;

    private readonly string _directory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

    /// <summary>The database.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Its seal.</summary>
    public string SealPath => Path + ".seal";

    /// <summary>Changes that are not in the database file yet.</summary>
    public string LogPath => System.IO.Path.Combine(
        _directory, System.IO.Path.GetFileNameWithoutExtension(Path) + "-log" + System.IO.Path.GetExtension(Path));

    /// <summary>Keeps other processes out. LiteDB itself lets two write at once on Linux.</summary>
    /// <exception cref="IOException">Another process has it, or the directory cannot be written.</exception>
    public FileStream Lock()
    {
        Directory.CreateDirectory(_directory);
        return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    /// <summary>Sees what LiteDB would pass over: a directory in its place, and a file that was cut within a page.</summary>
    /// <exception cref="IOException">It is not a database.</exception>
    public void CheckLengths()
    {
        if (Directory.Exists(Path) || Directory.Exists(LogPath))
        {
            throw new IOException("A directory stands in its place.");
        }

        if (new FileInfo(Path) is { Exists: true, Length: var length } && (length == 0 || length % PageLength != 0))
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"It has {length} bytes, which is not a number of pages."));
        }
    }

    /// <summary>Moves the database out of the way, and removes all but the newest that were moved before.</summary>
    /// <returns>Where it is now.</returns>
    public string SetAside()
    {
        File.Delete(SealPath);
        var number = Numbers(Path).Append(0).Max() + 1;
        foreach (var file in new[] { Path, LogPath }.Where(System.IO.Path.Exists))
        {
            Directory.Move(file, Aside(file, number));
            foreach (var old in Numbers(file).Where(old => old <= number - KeptDamaged))
            {
                Delete(Aside(file, old));
            }
        }

        return Aside(Path, number);
    }

    private static string Aside(string file, int number) => string.Create(CultureInfo.InvariantCulture, $"{file}{Damaged}{number}");

    private static void Delete(string aside)
    {
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }
        else
        {
            File.Delete(aside);
        }
    }

    private IEnumerable<int> Numbers(string file) =>
        from found in Directory.EnumerateFileSystemEntries(_directory, System.IO.Path.GetFileName(file) + Damaged + "*")
        let number = found[(file.Length + Damaged.Length)..]
        where int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(number, CultureInfo.InvariantCulture);
}
