using System.Text;
using System.Text.Unicode;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Configuration;

/// <summary>A YAML file of settings, of at most 1 MiB.</summary>
internal static class SettingsFile
{
    private const int MaxLength = 1024 * 1024;

    /// <summary>Reads <paramref name="file"/>; what is wrong goes to <paramref name="errors"/>.</summary>
    /// <returns>Null if it cannot be read, or is not YAML.</returns>
    public static SettingsValue.Mapping? Read(string file, bool mayBeMissing, List<string> errors)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            bytes = new byte[MaxLength + 1];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (mayBeMissing && exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return SettingsValue.Mapping.Empty($"{file} (no such file)");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(exception is FileNotFoundException or DirectoryNotFoundException
                ? $"{file}: no such file"
                : $"{file}: cannot be read: {(Directory.Exists(file) ? "it is a directory" : exception.Message)}");
            return null;
        }

        if (bytes.Length > MaxLength)
        {
            errors.Add($"{file}: is larger than 1 MiB; expected a configuration");
            return null;
        }

        if (!Utf8.IsValid(bytes))
        {
            errors.Add($"{file}:{LineOfBadByte(bytes)}: is not valid UTF-8 text; save the file as UTF-8");
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        return YamlSettings.Parse(file, text.StartsWith('\uFEFF') ? text[1..] : text, errors);
    }

    private static int LineOfBadByte(ReadOnlySpan<byte> bytes)
    {
        var line = 1;
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            line += rune.Value == '\n' ? 1 : 0;
            bytes = bytes[length..];
        }

        return line;
    }
}
