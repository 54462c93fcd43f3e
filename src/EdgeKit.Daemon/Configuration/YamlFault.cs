using System.Globalization;
using YamlDotNet.Core;

namespace EdgeKit.Daemon.Configuration;

/// <summary>Says what is wrong with a YAML file in words that help a person who has never read its specification.</summary>
internal static class YamlFault
{
    /// <summary>Line, column and fault.</summary>
    /// <param name="message">The parser's.</param>
    /// <param name="at">Where the parser saw it.</param>
    /// <param name="text">The whole file.</param>
    public static string InWords(string message, Mark at, string text)
    {
        // The parser sees a tab in the line after the last one it understood, or blames the mapping around it, which may begin far above.
        var lines = text.Split('\n');
        var last = message.Contains("tab", StringComparison.Ordinal) ? lines.Length - 1 : at.Line;
        for (var index = Math.Max(0, (int)at.Line - 1); index < lines.Length && index <= last; index++)
        {
            var tab = lines[index].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(lines[index][..tab]))
            {
                return Placed(index + 1, tab + 1, "a tab stands at the beginning of the line; expected spaces");
            }
        }

        var what = message.Contains("multiline", StringComparison.Ordinal) ? "a colon is missing in the line above" : message.TrimEnd('.');
        return Placed(at.Line, at.Column, what.Length == 0 ? "is not YAML" : $"is not YAML: {char.ToLowerInvariant(what[0])}{what[1..]}");
    }

    private static string Placed(long line, long column, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{line}: column {column}: {what}");
}
