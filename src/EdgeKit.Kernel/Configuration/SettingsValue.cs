namespace EdgeKit.Kernel.Configuration;

/// <summary>A value of the configuration, with where it stands.</summary>
/// <param name="Origin">Such as <c>/etc/edgekit/edgekit.yaml:12</c> or <c>environment EDGEKIT_KIT__ID</c>.</param>
public abstract record SettingsValue(string Origin)
{
    /// <summary>Its key came from where case is lost, such as the environment, and is found without it.</summary>
    public bool InAnyCase { get; init; }

    /// <summary>A single value; null where nothing stands after the colon.</summary>
    public sealed record Scalar(string? Text, string Origin) : SettingsValue(Origin);

    /// <summary>A list.</summary>
    public sealed record Sequence(IReadOnlyList<SettingsValue> Items, string Origin) : SettingsValue(Origin);

    /// <summary>Values by key; later sources have been laid over earlier ones.</summary>
    public sealed record Mapping(IReadOnlyDictionary<string, SettingsValue> Members, string Origin) : SettingsValue(Origin)
    {
        /// <summary>A group without keys.</summary>
        public static Mapping Empty(string origin) => new(new Dictionary<string, SettingsValue>(StringComparer.Ordinal), origin);

        /// <summary>The value of <paramref name="key"/>, or null if there is none.</summary>
        public SettingsValue? Find(string key) =>
            Members.TryGetValue(key, out var value) ? value : Members.FirstOrDefault(member => IsInAnyCase(member, key)).Value;

        internal IEnumerable<KeyValuePair<string, SettingsValue>> Unread(IReadOnlyCollection<string> read) =>
            Members.Where(member => !read.Any(key => string.Equals(key, member.Key, StringComparison.Ordinal) || IsInAnyCase(member, key)));

        private static bool IsInAnyCase(KeyValuePair<string, SettingsValue> member, string key) =>
            member.Value.InAnyCase && string.Equals(member.Key, key, StringComparison.OrdinalIgnoreCase);
    }
}
