using System.Globalization;

namespace EdgeKit.Kernel.Configuration;

/// <summary>
/// One section while it is read. Each method takes a key, checks its value, and answers the value, the default or, after noting
/// an error, the default. Keys that nobody asked for are errors too.
/// </summary>
public sealed class SettingsSection
{
    private readonly string _name;
    private readonly string _origin;
    private readonly SettingsValue.Mapping _members;
    private readonly ICollection<string> _errors;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private SettingsSection(string name, string origin, SettingsValue.Mapping members, ICollection<string> errors) =>
        (_name, _origin, _members, _errors) = (name, origin, members, errors);

    /// <summary>Text of at most <paramref name="maxLength"/> characters, or null if there is none.</summary>
    public string? Text(string key, int maxLength, string? expected = null, Func<string, bool>? isValid = null) =>
        Parsed(key, (string?)null, expected ?? $"text of at most {maxLength} characters", text =>
            text.Length > 0 && text.Length <= maxLength && !text.Any(char.IsControl) && (isValid?.Invoke(text) ?? true) ? text : null);

    /// <summary>Text that no error repeats, or null if there is none.</summary>
    public string? Secret(string key, string expected, Func<string, bool> isValid)
    {
        var text = Lookup(key, expected);
        if (text is null || isValid(text))
        {
            return text;
        }

        Refuse(key, $"what is written is not right; expected {expected}");
        return null;
    }

    /// <summary>Text that must be there.</summary>
    public string RequiredText(string key, int maxLength, string expected, Func<string, bool>? isValid = null)
    {
        if (_members.Find(key) is null)
        {
            _read.Add(key);
            Fault(_origin, key, $"is missing; expected {expected}");
            return "";
        }

        return Text(key, maxLength, expected, isValid) ?? "";
    }

    /// <summary>A whole number.</summary>
    public int Number(string key, int byDefault, int least, int most) =>
        Parsed(key, byDefault, $"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null) ?? byDefault;

    /// <summary>Yes or no.</summary>
    public bool Flag(string key, bool byDefault) =>
        Parsed(key, byDefault, "true or false", static text => bool.TryParse(text, out var flag) ? flag : null) ?? byDefault;

    /// <summary>One word of several.</summary>
    public string Choice(string key, string byDefault, params string[] words) =>
        Parsed(key, byDefault, $"one of {string.Join(", ", words)}", text => words.Contains(text, StringComparer.Ordinal) ? text : null) ?? byDefault;

    /// <summary>A time with its unit: <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c> or <c>7d</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan byDefault, TimeSpan least, TimeSpan most) =>
        Parsed(key, byDefault, $"a time from {Say(least)} to {Say(most)}, such as {Say(byDefault)}", text =>
            TryDuration(text, out var duration) && duration >= least && duration <= most ? duration : null) ?? byDefault;

    /// <summary>A size with its unit: <c>512KiB</c>, <c>256MiB</c>, <c>2GiB</c>, in decimal units as SIMs are sold <c>5GB</c>, or bytes without one.</summary>
    public long Size(string key, long byDefault, long least, long most) =>
        Parsed(key, byDefault, $"a size from {least} to {most} bytes, such as 256MiB", text => TrySize(text, out var size) && size >= least && size <= most ? size : null) ?? byDefault;

    /// <summary>An absolute address of one of <paramref name="schemes"/>, or null if there is none.</summary>
    public Uri? Address(string key, params string[] schemes) =>
        Parsed(key, (Uri?)null, $"an address that begins with {string.Join(" or ", schemes.Select(static scheme => scheme + "://"))}", text => ParseAddress(text, schemes));

    /// <summary>A list of texts, or null if there is none; a single text is a list of one.</summary>
    public IReadOnlyList<string>? Texts(string key, string expected, Func<string, bool> isValid)
    {
        _read.Add(key);
        if (_members.Find(key) is not { } value)
        {
            return null;
        }

        var items = value is SettingsValue.Sequence sequence ? sequence.Items : [value];
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item is SettingsValue.Scalar { Text: { } text } && isValid(text))
            {
                texts.Add(text);
            }
            else
            {
                Fault(item.Origin, key, $"{Quote(item)} is not right; expected {expected}");
            }
        }

        return texts;
    }

    /// <summary>A list of sections; empty if there is none.</summary>
    public IReadOnlyList<TOptions> Sections<TOptions>(string key, Func<SettingsSection, TOptions> read)
    {
        _read.Add(key);
        return ListOf($"{_name}.{key}", _members.Find(key), read, _errors);
    }

    /// <summary>One section below this one; read as empty if it is not there.</summary>
    public TOptions Section<TOptions>(string key, Func<SettingsSection, TOptions> read)
    {
        _read.Add(key);
        var section = Of($"{_name}.{key}", _members.Find(key), _origin, _errors);
        var options = read(section);
        section.CheckUnread();
        return options;
    }

    /// <summary>Whether there is such a key. It counts as unread until its value is asked for.</summary>
    public bool Has(string key) => _members.Find(key) is not null;

    /// <summary>A number with its unit, of which µ, m, k or M make parts and multiples: <c>2mΩ</c>, <c>12.5V</c>, <c>100Ah</c>, <c>25%</c>.</summary>
    public double? Amount(string key, string unit, double least, double most)
    {
        var amount = Amount(key, least, unit, least, most);
        return Has(key) ? amount : null;
    }

    /// <inheritdoc cref="Amount(string, string, double, double)" />
    public double Amount(string key, double byDefault, string unit, double least, double most) =>
        Parsed(key, byDefault, string.Create(CultureInfo.InvariantCulture, $"a number from {least}{unit} to {most}{unit}"), text =>
            TryAmount(text, unit, out var amount) && amount >= least && amount <= most ? amount : null) ?? byDefault;

    /// <summary>A number as data sheets write it, <c>0x40</c>, or a decimal one.</summary>
    public int? Code(string key, int least, int most)
    {
        var code = Parsed(key, least, string.Create(CultureInfo.InvariantCulture, $"a number from 0x{least:X2} to 0x{most:X2}"), text =>
            TryCode(text, out var code) && code >= least && code <= most ? code : null);
        return Has(key) ? code : null;
    }

    /// <summary>Notes a fault of <paramref name="key"/> that only the module can see.</summary>
    public void Refuse(string key, string why) =>
        Fault(_members.Find(key)?.Origin ?? _origin, key, why);

    internal static SettingsSection Of(string name, SettingsValue? value, string origin, ICollection<string> errors)
    {
        var members = value as SettingsValue.Mapping ?? SettingsValue.Mapping.Empty(origin);
        if (value is not null and not SettingsValue.Mapping and not SettingsValue.Scalar { Text: null })
        {
            errors.Add($"{value.Origin}: {name}: {Quote(value)} is not right; expected keys with values below it");
        }

        return new SettingsSection(name, value?.Origin ?? origin, members, errors);
    }

    internal static IReadOnlyList<TOptions> ListOf<TOptions>(string name, SettingsValue? value, Func<SettingsSection, TOptions> read, ICollection<string> errors)
    {
        if (value is null or SettingsValue.Scalar { Text: null })
        {
            return [];
        }

        if (value is not SettingsValue.Sequence sequence)
        {
            errors.Add($"{value.Origin}: {name}: is not right; expected a list");
            return [];
        }

        return [.. sequence.Items.Select((item, index) =>
        {
            var section = Of(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]"), item, item.Origin, errors);
            var options = read(section);
            section.CheckUnread();
            return options;
        })];
    }

    internal void CheckUnread()
    {
        foreach (var (key, value) in _members.Unread(_read))
        {
            Fault(value.Origin, key, $"no such key; {Spelling.Suggest(key, _read)}");
        }
    }

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        var digits = text.AsSpan().TrimEnd("dhms");
        var factor = text.AsSpan(digits.Length) switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        var fits = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && factor > TimeSpan.Zero
            && count <= TimeSpan.MaxValue / factor;
        duration = fits ? count * factor : default;
        return fits;
    }

    private static bool TrySize(string text, out long size)
    {
        var digits = text.AsSpan().TrimEnd("kKMGiB");
        var unit = text.AsSpan(digits.Length) switch
        {
            "" or "B" => 1L,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "kB" => 1_000L,
            "MB" => 1_000_000L,
            "GB" => 1_000_000_000L,
            _ => 0L,
        };
        var fits = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && unit > 0;
        size = fits ? count * unit : 0;
        return fits;
    }

    private static bool TryAmount(string text, string unit, out double amount)
    {
        amount = 0;
        if (!text.EndsWith(unit, StringComparison.Ordinal))
        {
            return false;
        }

        var digits = text.AsSpan()[..^unit.Length].TrimEnd();
        var factor = digits is [.., var prefix]
            ? prefix switch { 'µ' or 'u' => 1e-6, 'm' => 1e-3, 'k' => 1e3, 'M' => 1e6, _ => 1 }
            : 1;
        var isRead = double.TryParse(factor == 1 ? digits : digits[..^1], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        amount = number * factor;
        return isRead;
    }

    private static bool TryCode(string text, out int code) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code);

    private static Uri? ParseAddress(string text, string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && schemes.Contains(address.Scheme, StringComparer.Ordinal)
        && address.UserInfo.Length == 0
            ? address
            : null;

    private static string Say(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##}d"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.##}h"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.##}m"),
        { TotalSeconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms"),
    };

    private static string Quote(SettingsValue value) => value switch
    {
        SettingsValue.Scalar { Text: { } text } => Quote(text),
        SettingsValue.Scalar => "an empty value",
        SettingsValue.Sequence => "a list",
        _ => "a group of keys",
    };

    // What a person wrote, short and on one line.
    private static string Quote(string text) =>
        $"'{string.Concat(text.Take(60).Select(static letter => char.IsControl(letter) ? ' ' : letter))}{(text.Length > 60 ? "…" : "")}'";

    private T? Parsed<T>(string key, T? byDefault, string expected, Func<string, T?> parse)
        where T : class => Lookup(key, expected) is { } text ? parse(text) ?? Wrong(key, text, expected, byDefault) : byDefault;

    private T? Parsed<T>(string key, T byDefault, string expected, Func<string, T?> parse)
        where T : struct => Lookup(key, expected) is { } text ? parse(text) ?? Wrong<T?>(key, text, expected, byDefault) : byDefault;

    private string? Lookup(string key, string expected)
    {
        _read.Add(key);
        if (_members.Find(key) is not { } value)
        {
            return null;
        }

        if (value is SettingsValue.Scalar { Text: { } text })
        {
            return text;
        }

        Fault(value.Origin, key, $"{Quote(value)} is not right; expected {expected}");
        return null;
    }

    private T Wrong<T>(string key, string text, string expected, T byDefault)
    {
        Fault(_members.Find(key)!.Origin, key, $"{Quote(text)} is not right; expected {expected}");
        return byDefault;
    }

    private void Fault(string origin, string key, string what) => _errors.Add($"{origin}: {_name}.{key}: {what}");
}
