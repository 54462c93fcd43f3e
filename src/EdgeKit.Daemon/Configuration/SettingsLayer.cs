using System.Globalization;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Configuration;

/// <summary>Values by path, to be laid over a document: a value replaces one value, and groups of keys are merged.</summary>
internal sealed class SettingsLayer
{
    private const string Prefix = "EDGEKIT_";

    // Lists in a configuration are short; a large number is a slip, not a list.
    private const int MaxItems = 256;

    private readonly bool _inAnyCase;
    private readonly string _origin;
    private readonly Branch _root = new();

    private SettingsLayer(bool inAnyCase, string origin) => (_inAnyCase, _origin) = (inAnyCase, origin);

    /// <summary>
    /// Variables such as <c>EDGEKIT_UPLINK__URL</c> or <c>EDGEKIT_HTTP__LISTEN__0</c>. Those without <c>__</c> are not settings.
    /// A single underscore and the case say nothing, so <c>EDGEKIT_UPLINK__SWEEP_EVERY</c> is <c>uplink.sweepEvery</c>.
    /// </summary>
    public static SettingsLayer OfEnvironment(IEnumerable<KeyValuePair<string, string>> environment, ICollection<string> errors)
    {
        var layer = new SettingsLayer(inAnyCase: true, "environment");
        foreach (var (name, value) in environment.OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.Contains("__", StringComparison.Ordinal))
            {
                continue;
            }

            var origin = $"environment {name}";
            var path = name[Prefix.Length..].Split("__").Select(static part => part.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()).ToArray();
            if (path.Length < 2 || path.Any(static part => part.Length == 0))
            {
                errors.Add($"{origin}: is not the name of a setting; expected a section and a key, such as EDGEKIT_KIT__ID");
            }
            else if (layer.Put(path, value, origin) is { } why)
            {
                errors.Add($"{origin}: {string.Join('.', path)}: {why}");
            }
        }

        return layer;
    }

    /// <summary>What stands on the command line.</summary>
    public static SettingsLayer OfCommandLine(IEnumerable<SettingsOverride> overrides)
    {
        var layer = new SettingsLayer(inAnyCase: false, "the command line");
        foreach (var several in overrides.GroupBy(static single => single.Path, StringComparer.Ordinal))
        {
            var values = several.Select(static single => new SettingsValue.Scalar(single.Value, single.Origin)).ToArray();
            layer.Put(several.Key.Split('.'), values is [var one] ? one : new SettingsValue.Sequence(values, values[0].Origin));
        }

        return layer;
    }

    /// <summary>This layer over <paramref name="below"/>.</summary>
    public SettingsValue.Mapping Over(SettingsValue.Mapping below) => Merge(_root, below);

    private string? Put(string[] path, string value, string origin) => Put(path, new SettingsValue.Scalar(value, origin));

    private string? Put(string[] path, SettingsValue value)
    {
        if (path.Any(static part => part.All(char.IsAsciiDigit) && !(part.Length <= 3 && int.Parse(part, CultureInfo.InvariantCulture) < MaxItems)))
        {
            return $"a list has at most {MaxItems} items, counted from 0";
        }

        var branch = _root;
        foreach (var part in path[..^1])
        {
            if (branch.Values.TryGetValue(part, out var single))
            {
                return $"has no keys below it, since {single.Origin} gives it a value";
            }

            branch = branch.Branches.TryGetValue(part, out var deeper) ? deeper : branch.Branches[part] = new Branch();
        }

        return branch.Branches.ContainsKey(path[^1]) ? "has no value, since others give it keys"
            : branch.Values.TryAdd(path[^1], value) ? null
            : $"was given before by {branch.Values[path[^1]].Origin}";
    }

    private SettingsValue Lay(Branch branch, SettingsValue? below) =>
        branch.IsList
            ? Merge(branch, below as SettingsValue.Sequence ?? new SettingsValue.Sequence([], _origin))
            : Merge(branch, below as SettingsValue.Mapping ?? SettingsValue.Mapping.Empty(_origin));

    private SettingsValue.Mapping Merge(Branch branch, SettingsValue.Mapping below)
    {
        var members = new Dictionary<string, SettingsValue>(below.Members, StringComparer.Ordinal);
        foreach (var key in branch.Keys)
        {
            var known = _inAnyCase ? members.Keys.FirstOrDefault(member => string.Equals(member, key, StringComparison.OrdinalIgnoreCase)) : key;
            var value = branch.Branches.TryGetValue(key, out var deeper)
                ? Lay(deeper, known is null ? null : members.GetValueOrDefault(known))
                : branch.Values[key];
            members[known ?? key] = known is null ? InAnyCase(value) : value;
        }

        return below with { Members = members };
    }

    private SettingsValue.Sequence Merge(Branch branch, SettingsValue.Sequence below)
    {
        var items = new List<SettingsValue>(below.Items);
        foreach (var (key, index) in branch.Keys.Select(static key => (key, int.Parse(key, CultureInfo.InvariantCulture))).OrderBy(static item => item.Item2))
        {
            // A gap is filled with nothing, which the section then refuses by its place.
            while (items.Count <= index)
            {
                items.Add(new SettingsValue.Scalar(null, string.Create(CultureInfo.InvariantCulture, $"{_origin} (item {items.Count} is missing)")));
            }

            items[index] = branch.Branches.TryGetValue(key, out var deeper) ? Lay(deeper, items[index]) : branch.Values[key];
        }

        return below with { Items = items };
    }

    private static SettingsValue InAnyCase(SettingsValue value) => value with { InAnyCase = true };

    private sealed class Branch
    {
        public Dictionary<string, SettingsValue> Values { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Branch> Branches { get; } = new(StringComparer.Ordinal);

        public IEnumerable<string> Keys => Values.Keys.Concat(Branches.Keys).Distinct(StringComparer.Ordinal);

        public bool IsList => Keys.All(static key => key.All(char.IsAsciiDigit));
    }
}
