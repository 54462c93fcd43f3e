using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Streaming;

/// <summary>Section <c>live</c>: the streams that this kit passes on, and the memory they may take.</summary>
public sealed class StreamingOptions
{
    private const long MiB = 1 << 20;

    private StreamingOptions(SettingsSection section)
    {
        Memory = section.Size("memory", 256 * MiB, 8 * MiB, 16_384 * MiB);
        Window = section.Duration("window", TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(4), TimeSpan.FromHours(4));
        Uplink = section.Size("uplink", 0, 0, 1024 * MiB);
        Streams = section.Sections("streams", StreamOptions.Read);
        foreach (var twice in Streams.GroupBy(static stream => stream.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            section.Refuse("streams", $"the name '{twice.Key}' is there twice");
        }
    }

    /// <summary>Bytes of media kept, for all streams together (8 MiB to 16 GiB; 256 MiB).</summary>
    public long Memory { get; }

    /// <summary>The most media time kept of one rendition, however long its playlist is (4 s to 4 h; 60 s).</summary>
    public TimeSpan Window { get; }

    /// <summary>What the uplink carries, in bytes a second; 0 measures it.</summary>
    public long Uplink { get; }

    /// <summary>What can be watched.</summary>
    public IReadOnlyList<StreamOptions> Streams { get; }

    /// <summary>Reads the section.</summary>
    public static StreamingOptions Read(SettingsSection section) => new(section);
}
