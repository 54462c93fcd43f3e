using System.Text;
using EdgeKit.Kernel.Storage;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>
/// Takes secrets out of the provisioning file. Each is overwritten where it stands, with as many bytes, so that nothing of it stays
/// on the partition, no line moves, and a power cut in between leaves a file that is still right.
/// </summary>
internal static class SecretsInFile
{
    /// <summary>Stands in the place of a secret; shorter than any.</summary>
    public const string Taken = "(taken)";

    private static readonly string[] Keys = ["passphrase", "token", "key", "setupCode"];

    /// <summary>Overwrites <paramref name="secrets"/> in <paramref name="file"/>.</summary>
    /// <returns>Whether each was found on a line of its own.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static bool TryTake(string file, IReadOnlySet<string> secrets)
    {
        var bytes = File.ReadAllBytes(file);
        var (struck, found) = Strike(bytes, secrets);
        if (found > 0)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
            stream.Write(struck);
            DiskFlush.Flush(stream.SafeFileHandle);
        }

        return !Scalars(Text(struck)).Any(scalar => secrets.Contains(scalar.Value));
    }

    /// <summary>The file without them, and how many there were.</summary>
    public static (byte[] File, int Found) Strike(byte[] file, IReadOnlySet<string> secrets)
    {
        var text = Text(file);
        var struck = (byte[])file.Clone();
        var before = file.Length - Encoding.UTF8.GetByteCount(text);
        var found = 0;
        foreach (var scalar in Scalars(text).Where(scalar => secrets.Contains(scalar.Value)))
        {
            var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
            if (!IsOneLine(scalar, text[start..end]))
            {
                continue;
            }

            var at = before + Encoding.UTF8.GetByteCount(text.AsSpan(0, start));
            var length = Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start));
            Encoding.ASCII.GetBytes(Taken.PadRight(length)).CopyTo(struck, at);
            found++;
        }

        return (struck, found);
    }

    // The parser's place of a value is believed only where the value is seen there.
    private static bool IsOneLine(Scalar scalar, string there) => scalar.Style switch
    {
        ScalarStyle.Plain => there.TrimEnd() == scalar.Value,
        ScalarStyle.SingleQuoted => there is ['\'', .., '\''] && !there.Contains('\n', StringComparison.Ordinal),
        ScalarStyle.DoubleQuoted => there is ['"', .., '"'] && !there.Contains('\n', StringComparison.Ordinal),
        _ => false,
    };

    private static List<Scalar> Scalars(string text)
    {
        var parser = new Parser(new StringReader(text));
        var values = new List<Scalar>();
        var key = "";
        while (parser.MoveNext())
        {
            if (parser.Current is Scalar scalar && Keys.Contains(key, StringComparer.Ordinal))
            {
                values.Add(scalar);
            }

            key = parser.Current is Scalar { Value: var value } ? value : "";
        }

        return values;
    }

    private static string Text(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }
}
