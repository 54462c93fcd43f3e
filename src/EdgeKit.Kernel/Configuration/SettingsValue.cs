namespace EdgeKit.Kernel.Configuration;

/// <summary>A value of the configuration, with where it stands.</summary>
/// <param name="Origin">Such as <c>/etc/edgekit/edgekit.yaml:12</c> or <c>environment EDGEKIT_KIT__ID</c>.</param>
public abstract record SettingsValue(string Origin)
{
    /// <summary>A single value; null where nothing stands after the colon.</summary>
    public sealed record Scalar(string? Text, string Origin) : SettingsValue(Origin);

    /// <summary>A list.</summary>
    public sealed record Sequence(IReadOnlyList<SettingsValue> Items, string Origin) : SettingsValue(Origin);

    /// <summary>Values by key; later sources have been laid over earlier ones.</summary>
    public sealed record Mapping(IReadOnlyDictionary<string, SettingsValue> Members, string Origin) : SettingsValue(Origin);
}
