using System.Text.Json;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;
using EdgeKit.Uplink.Outages;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink;

/// <summary>Keeps <see cref="UplinkMemory"/> in a small file, written when an outage ends and when the cloud sent something.</summary>
internal sealed partial class UplinkMemoryStore(Settings settings, OutageHistory history, ILogger<UplinkMemoryStore> logger)
{
    private readonly string _path = Path.Combine(settings.DataDirectory, "uplink.json");

    /// <summary>Where the down feed goes on.</summary>
    public string FeedCursor { get; set; } = "";

    /// <summary>Reads it; a missing or damaged file is an empty memory.</summary>
    public void Load()
    {
        var memory = Read();
        FeedCursor = memory.FeedCursor;
        foreach (var seconds in memory.Outages.TakeLast(OutageHistory.Kept).Where(static seconds => seconds is >= 0 and < 1e9))
        {
            history.Add(TimeSpan.FromSeconds(seconds));
        }
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public ValueTask SaveAsync(CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(new UplinkMemory(history.Seconds, FeedCursor), UplinkJson.Default.UplinkMemory), cancellationToken);

    private UplinkMemory Read()
    {
        try
        {
            return File.Exists(_path) && JsonSerializer.Deserialize(File.ReadAllBytes(_path), UplinkJson.Default.UplinkMemory) is { } memory ? memory : UplinkMemory.Empty;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            LogForgotten(_path, exception.Message);
            return UplinkMemory.Empty;
        }
    }

    [LoggerMessage(4010, LogLevel.Warning, "{Path} cannot be read, past outages are forgotten: {Reason}")]
    private partial void LogForgotten(string path, string reason);
}
