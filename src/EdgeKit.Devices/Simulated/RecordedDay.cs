using System.Globalization;

namespace EdgeKit.Devices.Simulated;

/// <summary>
/// What a pack once did, from a CSV with the head <c>seconds,volts,amperes,celsius</c>: numbers with a point, seconds rising, an empty cell for what was not
/// measured. Bounded, since it is kept in memory.
/// </summary>
public sealed class RecordedDay
{
    /// <summary>Lines that it may have: a day of one a second.</summary>
    public const int MostLines = 90_000;

    /// <summary>The longest line, in characters.</summary>
    public const int LongestLine = 200;

    /// <summary>The largest file, in bytes.</summary>
    public const long MostBytes = 8 * 1024 * 1024;

    private static readonly string[] Columns = ["seconds", "volts", "amperes", "celsius"];
    private static readonly (double Least, double Most)[] Ranges = [(0, 604_800), (-1000, 1000), (-20_000, 20_000), (-100, 200)];

    private readonly RecordedSample[] _samples;

    private RecordedDay(string name, RecordedSample[] samples) => (Name, _samples) = (name, samples);

    /// <summary>What it is called: the file.</summary>
    public string Name { get; }

    /// <summary>Its lines.</summary>
    public IReadOnlyList<RecordedSample> Samples => _samples;

    /// <summary>How long it lasts, to its last line.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(_samples[^1].Seconds);

    /// <summary>Reads the file <paramref name="path"/>.</summary>
    /// <exception cref="DeviceException">It is not there, may not be read, or is no such recording; the message names line and column.</exception>
    public static RecordedDay Load(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return file.Length <= MostBytes
                ? Parse(Path.GetFileName(path), reader)
                : throw new DeviceException(DeviceFault.Nonsense, $"{path} has {file.Length} bytes; {MostBytes} is the most");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeviceException(DeviceFault.Absent, exception.Message, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DeviceException(DeviceFault.Denied, exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw new DeviceException(DeviceFault.Io, exception.Message, exception);
        }
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="text">The CSV; at most <see cref="MostLines"/> lines are read.</param>
    /// <exception cref="DeviceException">It is no such recording; the message names line and column.</exception>
    public static RecordedDay Parse(string name, TextReader text)
    {
        if (ReadLine(name, text, 1)?.TrimStart('\uFEFF') is not "seconds,volts,amperes,celsius")
        {
            throw Wrong(name, 1, "the head must be seconds,volts,amperes,celsius");
        }

        var samples = new List<RecordedSample>();
        for (var number = 2; ReadLine(name, text, number) is { } line; number++)
        {
            if (samples.Count == MostLines)
            {
                throw Wrong(name, number, $"more than {MostLines} lines");
            }

            if (line.Length > 0)
            {
                samples.Add(SampleOf(name, number, line, samples.Count > 0 ? samples[^1].Seconds : -1));
            }
        }

        return samples.Count > 0 ? new RecordedDay(name, [.. samples]) : throw Wrong(name, 2, "there are no lines under the head");
    }

    /// <summary>The line that holds <paramref name="at"/> its beginning: the last one not after it. Null before the first; the last one for good after it.</summary>
    public RecordedSample? At(TimeSpan at)
    {
        var (low, high) = (0, _samples.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _samples[middle].Seconds <= at.TotalSeconds ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : _samples[low - 1];
    }

    private static RecordedSample SampleOf(string name, int number, string line, double after)
    {
        Span<Range> cells = stackalloc Range[Columns.Length + 1];
        if (line.AsSpan().Split(cells, ',') != Columns.Length)
        {
            throw Wrong(name, number, $"{Columns.Length} columns are wanted");
        }

        var seconds = Cell(name, number, line, cells, 0) ?? throw Wrong(name, number, "column 1 (seconds) is empty");
        return seconds > after
            ? new RecordedSample(seconds, Cell(name, number, line, cells, 1), Cell(name, number, line, cells, 2), Cell(name, number, line, cells, 3))
            : throw Wrong(name, number, "column 1 (seconds) does not rise");
    }

    private static double? Cell(string name, int number, string line, ReadOnlySpan<Range> cells, int column)
    {
        var text = line.AsSpan(cells[column]).Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        var (least, most) = Ranges[column];
        return !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? throw Wrong(name, number, $"column {column + 1} ({Columns[column]}): '{text}' is not a number")
            : value >= least && value <= most
                ? value
                : throw Wrong(name, number, $"column {column + 1} ({Columns[column]}): {text} is not from {least} to {most}");
    }

    /// <summary>A line without its end; a file without line ends is not read whole to find that out.</summary>
    private static string? ReadLine(string name, TextReader text, int number)
    {
        Span<char> line = stackalloc char[LongestLine];
        var length = 0;
        int one;
        while ((one = text.Read()) is not -1 and not '\n')
        {
            if (length == LongestLine)
            {
                throw Wrong(name, number, $"longer than {LongestLine} characters");
            }

            line[length++] = (char)one;
        }

        return one == -1 && length == 0 ? null : line[..length].TrimEnd('\r').ToString();
    }

    private static DeviceException Wrong(string name, int line, string why) => new(DeviceFault.Nonsense, $"{name}, line {line}: {why}");
}
