namespace EdgeKit.Daemon.Provisioning;

/// <summary>What the configuration says of a power board that is sold ready-made: one file each in <c>Boards</c>.</summary>
internal static class BoardProfile
{
    private const string Prefix = "Boards/";
    private const string Suffix = ".yaml";

    /// <summary>Those there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(BoardProfile).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>The sections <c>sensors</c> and <c>power</c> of one.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(BoardProfile).Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}")!);
        return reader.ReadToEnd();
    }
}
