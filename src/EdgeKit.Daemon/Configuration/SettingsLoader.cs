using System.Text;
using System.Text.Unicode;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Configuration;

/// <summary>
/// Reads the configuration: the YAML file, over it the environment, over that the command line. Built-in defaults are in each
/// module's options.
/// </summary>
internal static class SettingsLoader
{
    /// <summary>Where the file is if nobody says otherwise; it may be missing there.</summary>
    public const string DefaultFile = "/etc/edgekit/edgekit.yaml";

    private const int MaxLength = 1024 * 1024;

    /// <summary>Reads all layers.</summary>
    /// <param name="file">The file that a person named, or null for <see cref="DefaultFile"/>.</param>
    /// <param name="dataDirectory">Where everything durable is.</param>
    /// <param name="environment">The process's environment.</param>
    /// <param name="overrides">From the command line.</param>
    public static SettingsLoad Load(
        string? file,
        string dataDirectory,
        IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<SettingsOverride> overrides) =>
        Load(file ?? DefaultFile, mayBeMissing: file is null, dataDirectory, environment, overrides);

    internal static SettingsLoad Load(
        string file,
        bool mayBeMissing,
        string dataDirectory,
        IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<SettingsOverride> overrides)
    {
        var errors = new List<string>();
        var root = ReadFile(file, mayBeMissing, errors);
        var environmentLayer = SettingsLayer.OfEnvironment(environment, errors);
        var commandLine = SettingsLayer.OfCommandLine(overrides);
        return root is null || errors.Count > 0
            ? new SettingsLoad.Refused(errors)
            : new SettingsLoad.Loaded(new Settings(commandLine.Over(environmentLayer.Over(root)), dataDirectory));
    }

    private static SettingsValue.Mapping? ReadFile(string file, bool mayBeMissing, List<string> errors)
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
