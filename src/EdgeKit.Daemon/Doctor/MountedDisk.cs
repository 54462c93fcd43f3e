using System.Globalization;

namespace EdgeKit.Daemon.Doctor;

/// <summary>A line of <c>/proc/self/mountinfo</c> (proc(5)).</summary>
/// <param name="Device">Its number, <c>major:minor</c>.</param>
/// <param name="Point">Where it is mounted.</param>
/// <param name="Type">The file system.</param>
/// <param name="Source">What is mounted.</param>
/// <param name="Options">Of the mount and of the file system.</param>
internal sealed record MountedDisk(string Device, string Point, string Type, string Source, IReadOnlyList<string> Options)
{
    /// <summary>The file system that <paramref name="path"/> is on; null where the kernel does not tell.</summary>
    public static MountedDisk? Of(IEnumerable<string> lines, string path) => lines
        .Select(static line => Parse(line))
        .OfType<MountedDisk>()
        .Where(disk => IsUnder(path, disk.Point))

        // Of several at one point the last covers the others.
        .Aggregate((MountedDisk?)null, static (best, disk) => best is null || disk.Point.Length >= best.Point.Length ? disk : best);

    private static bool IsUnder(string path, string point) =>
        point is "/" || string.Equals(path, point, StringComparison.Ordinal) || path.StartsWith(point + "/", StringComparison.Ordinal);

    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    private static MountedDisk? Parse(string line)
    {
        var halves = line.Split(" - ", 2);
        return halves is [var mount, var system] && mount.Split(' ') is [_, _, var device, _, var point, var options, ..] && system.Split(' ') is [var type, var source, var more, ..]
            ? new MountedDisk(device, Unescape(point), type, Unescape(source), [.. options.Split(',').Union(more.Split(','), StringComparer.Ordinal)])
            : null;
    }

    // A blank is \040.
    private static string Unescape(string text)
    {
        for (var at = text.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 4 <= text.Length; at = text.IndexOf('\\', at + 1))
        {
            var code = text.AsSpan(at + 1, 3);
            if (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                text = $"{text[..at]}{(char)Convert.ToInt32(code.ToString(), 8)}{text[(at + 4)..]}";
            }
        }

        return text;
    }
}
