using System.Text;
using System.Text.Json;
using EdgeKit.Daemon.Configuration;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>
/// The sections of the daemon's configuration that the provisioning file has under <c>daemon</c>, such as <c>live</c> or
/// <c>sensors</c>: on a card whose root cannot be written they have no other place. A section with a fault is left out, so that
/// the daemon starts with the others.
/// </summary>
internal static class DaemonSections
{
    /// <summary>Lays the sections of <paramref name="daemon"/> with which the daemon would start over <paramref name="layer"/>.</summary>
    /// <param name="layer">What the rest of the provisioning file comes to.</param>
    /// <param name="daemon">What is under <c>daemon</c>, with its lines.</param>
    /// <param name="market">Of the layer, what needs a key that only the daemon gets; null if there is none.</param>
    /// <param name="faults">Takes what is wrong, each with its line.</param>
    /// <returns>The whole layer, as JSON, which is YAML.</returns>
    public static string LayOver(string layer, SettingsValue.Mapping? daemon, string? market, ICollection<string> faults)
    {
        if (daemon is null)
        {
            return layer + market;
        }

        var whole = Parse(layer);
        var left = daemon.Members.ToList();
        if (Faults(Over(whole, left)) is { Count: > 0 } all)
        {
            foreach (var fault in all)
            {
                faults.Add(fault);
            }

            // One may need another, as power needs its sensors: whatever fits is taken, until nothing more does.
            while (left.FindIndex(section => Faults(Over(whole, [section])).Count == 0) is >= 0 and var fits)
            {
                whole = Over(whole, [left[fits]]);
                left.RemoveAt(fits);
            }

            foreach (var (name, value) in left)
            {
                faults.Add($"{value.Origin}: {name}: is left out, because of what is wrong in it; the daemon starts with the other sections");
            }
        }
        else
        {
            whole = Over(whole, left);
        }

        if (market is not null)
        {
            whole = SettingsLoader.Over(Parse(market), whole);
        }

        return "# Written by 'edgekit provision' at each boot. Change the provisioning file instead.\n" + Write(whole) + "\n";
    }

    /// <summary>As JSON, to be kept.</summary>
    public static string Write(SettingsValue.Mapping mapping)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            Write(mapping, writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static SettingsValue.Mapping Parse(string layer)
    {
        var faults = new List<string>();
        return YamlSettings.Parse("the provisioned configuration", layer, faults) ?? throw new InvalidDataException(string.Join("; ", faults));
    }

    private static List<string> Faults(SettingsValue.Mapping whole)
    {
        // Looks only; nothing there is opened.
        var settings = new Settings(whole, Path.GetTempPath());
        KitHost.CreateDaemon(settings);
        settings.CheckUnread();
        return [.. settings.Errors];
    }

    private static SettingsValue.Mapping Over(SettingsValue.Mapping whole, IEnumerable<KeyValuePair<string, SettingsValue>> sections) =>
        SettingsLoader.Over(SettingsValue.Mapping.Empty(whole.Origin) with { Members = sections.ToDictionary(StringComparer.Ordinal) }, whole);

    private static void Write(SettingsValue value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case SettingsValue.Mapping mapping:
                writer.WriteStartObject();
                foreach (var (key, member) in mapping.Members)
                {
                    writer.WritePropertyName(key);
                    Write(member, writer);
                }

                writer.WriteEndObject();
                break;
            case SettingsValue.Sequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case SettingsValue.Scalar { Text: { } text }:
                writer.WriteStringValue(text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
