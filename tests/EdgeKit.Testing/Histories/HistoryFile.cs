using System.Globalization;
using System.Text.Json;

namespace EdgeKit.Testing.Histories;

/// <summary>A history as JSON lines, one call a line, so that a harness may append while it runs and be killed.</summary>
public static class HistoryFile
{
    /// <summary>Appends a call.</summary>
    public static Task AppendAsync(TextWriter lines, HistoryCall call, CancellationToken cancellationToken) =>
        lines.WriteLineAsync(JsonSerializer.Serialize(call, HistoryJson.Default.HistoryCall).AsMemory(), cancellationToken);

    /// <summary>Reads all calls. A last line that was cut short is left out.</summary>
    /// <exception cref="FormatException">Another line is not a call; the message says which.</exception>
    public static async Task<IReadOnlyList<HistoryCall>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        var calls = new List<HistoryCall>(lines.Length);
        for (var index = 0; index < lines.Length; index++)
        {
            try
            {
                calls.Add(JsonSerializer.Deserialize(lines[index], HistoryJson.Default.HistoryCall)!);
            }
            catch (JsonException exception) when (index < lines.Length - 1)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}:{index + 1} is not a call: {exception.Message}"), exception);
            }
            catch (JsonException)
            {
                return calls;
            }
        }

        return calls;
    }
}
