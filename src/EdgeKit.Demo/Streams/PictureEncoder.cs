using EdgeKit.Demo.Children;

namespace EdgeKit.Demo.Streams;

/// <summary>ffmpeg, where it is installed: a test picture and a tone as HLS in a folder.</summary>
internal static class PictureEncoder
{
    private const string Program = "ffmpeg";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstSegmentWithin = TimeSpan.FromSeconds(10);

    /// <summary>Starts it, and waits for something to play.</summary>
    /// <returns>Null where it is not installed or makes nothing.</returns>
    public static async Task<Child?> StartAsync(string folder, string log, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Find() is not { } program)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        var child = Child.Start("The encoder", log, time, program, Arguments(folder));
        var started = time.GetTimestamp();
        try
        {
            while (!File.Exists(Path.Combine(folder, IBroadcast.Playlist)))
            {
                if (child.HasExited || time.GetElapsedTime(started) > FirstSegmentWithin)
                {
                    await child.DisposeAsync();
                    return null;
                }

                await Task.Delay(Look, time, cancellationToken);
            }
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }

        return child;
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);

    private static string[] Arguments(string folder) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "warning",
        "-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24",
        "-re", "-f", "lavfi", "-i", "sine=frequency=330:beep_factor=4:sample_rate=48000",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "48", "-keyint_min", "48", "-sc_threshold", "0", "-b:v", "800k",
        "-c:a", "aac", "-b:a", "64k", "-ac", "1",
        "-f", "hls", "-hls_time", "2", "-hls_list_size", "10", "-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4",
        "-hls_flags", "delete_segments+program_date_time+temp_file", "-hls_segment_filename", Path.Combine(folder, "%d.m4s"), Path.Combine(folder, IBroadcast.Playlist),
    ];
}
