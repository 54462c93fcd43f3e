using System.Globalization;
using EdgeKit.Kernel.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKit.Daemon.Configuration;

/// <summary>
/// Turns one YAML document into settings that know their lines. It reads the parser's events itself, so that depth is bounded and
/// nothing can refer to itself: anchors, aliases, merge keys and tags are refused, which a configuration of this size does not need.
/// </summary>
internal sealed class YamlSettings
{
    private const int MaxDepth = 16;

    private readonly Parser _parser;
    private readonly string _file;
    private readonly ICollection<string> _errors;

    private YamlSettings(string file, string text, ICollection<string> errors)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
        _errors = errors;
    }

    /// <summary>Parses <paramref name="text"/>; what is wrong goes to <paramref name="errors"/>.</summary>
    /// <returns>Null if it is not YAML, or not a group of keys.</returns>
    public static SettingsValue.Mapping? Parse(string file, string text, ICollection<string> errors)
    {
        var reader = new YamlSettings(file, text, errors);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            errors.Add($"{file}:{YamlFault.InWords(exception.Message, exception.Start, text)}");
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's scanner loses its way after a bracket that is never closed, and in an odd tag.
            var what = exception is InvalidOperationException ? "A bracket or brace that begins here or before is not closed" : "Cannot be understood";
            errors.Add($"{file}:{YamlFault.InWords(what, reader._parser.Current?.End ?? Mark.Empty, text)}");
            return null;
        }
    }

    private SettingsValue.Mapping? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return SettingsValue.Mapping.Empty($"{_file}:1");
        }

        _parser.Consume<DocumentStart>();
        var start = _parser.Current!.Start;
        var root = Read("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            Fault(second.Start, "", "a second document begins; expected one");
            return null;
        }

        _parser.Consume<StreamEnd>();
        if (root is SettingsValue.Scalar { Text: null })
        {
            return SettingsValue.Mapping.Empty(root.Origin);
        }

        if (root is not SettingsValue.Mapping)
        {
            Fault(start, "", "expected sections with keys below them, such as 'kit:' and below it '  id: kit-17'");
        }

        return root as SettingsValue.Mapping;
    }

    private SettingsValue Read(string path, int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            Fault(alias.Start, path, $"an alias (*{alias.Value.Value}) is not supported; write the value out");
            return new SettingsValue.Scalar(null, Origin(alias.Start));
        }

        var node = _parser.Consume<NodeEvent>();
        if (depth > MaxDepth)
        {
            throw new YamlException(node.Start, node.End, $"Nested deeper than {MaxDepth} levels");
        }

        if (!node.Anchor.IsEmpty)
        {
            Fault(node.Start, path, $"an anchor (&{node.Anchor.Value}) is not supported; write the value out where it is needed");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            Fault(node.Start, path, "a tag (!) is not supported; put text in quotes instead");
        }

        return node switch
        {
            Scalar scalar => new SettingsValue.Scalar(IsNull(scalar) ? null : scalar.Value, Origin(scalar.Start)),
            SequenceStart => ReadSequence(path, node.Start, depth),
            MappingStart => ReadMapping(path, node.Start, depth),
            _ => new SettingsValue.Scalar(null, Origin(node.Start)),
        };
    }

    private SettingsValue.Sequence ReadSequence(string path, Mark start, int depth)
    {
        var items = new List<SettingsValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"), depth + 1));
        }

        return new SettingsValue.Sequence(items, Origin(start));
    }

    private SettingsValue.Mapping ReadMapping(string path, Mark start, int depth)
    {
        var members = new Dictionary<string, SettingsValue>(StringComparer.Ordinal);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!.Start;
            if (Read(path, depth + 1) is not SettingsValue.Scalar { Text: { Length: > 0 } key })
            {
                Fault(at, path, "a key is not a word; expected 'key: value'");
                Read(path, depth + 1);
                continue;
            }

            var name = path.Length == 0 ? key : $"{path}.{key}";
            if (key == "<<")
            {
                Fault(at, path, "a merge key (<<) is not supported; write the keys out");
            }

            if (!lines.TryAdd(key, at.Line))
            {
                Fault(at, name, string.Create(CultureInfo.InvariantCulture, $"stands a second time; the first is in line {lines[key]}"));
            }

            // A value on the key's own line and one below it are both looked for where the key is.
            members[key] = Read(name, depth + 1) switch
            {
                SettingsValue.Mapping group => group with { Origin = Origin(at) },
                SettingsValue.Sequence list => list with { Origin = Origin(at) },
                var single => single with { Origin = Origin(at) },
            };
        }

        return new SettingsValue.Mapping(members, Origin(start));
    }

    private static bool IsNull(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    private string Origin(Mark at) => string.Create(CultureInfo.InvariantCulture, $"{_file}:{at.Line}");

    private void Fault(Mark at, string path, string what) => _errors.Add(path.Length == 0 ? $"{Origin(at)}: {what}" : $"{Origin(at)}: {path}: {what}");
}
