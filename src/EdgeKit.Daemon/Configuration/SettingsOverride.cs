namespace EdgeKit.Daemon.Configuration;

/// <summary>A setting from the command line. It replaces what the file and the environment say; several of one path are a list.</summary>
/// <param name="Path">Such as <c>http.listen</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Origin">What a person wrote, such as <c>--listen</c>.</param>
internal sealed record SettingsOverride(string Path, string Value, string Origin);
