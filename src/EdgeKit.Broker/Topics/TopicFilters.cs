namespace EdgeKit.Broker.Topics;

/// <summary>Topics and filters as MQTT 5.0, section 4.7, has them.</summary>
internal static class TopicFilters
{
    /// <summary>The longest topic or filter, in bytes of UTF-8. The protocol allows 65,535.</summary>
    public const int Longest = 256;

    private const int MostLevels = 16;

    /// <summary>Whether a message can be published there.</summary>
    public static bool IsTopic(string topic) => IsBounded(topic) && topic.AsSpan().IndexOfAny('+', '#') < 0;

    /// <summary>Whether it can be subscribed to: wildcards take a whole level, and <c>#</c> the last one.</summary>
    public static bool IsFilter(string filter)
    {
        if (!IsBounded(filter))
        {
            return false;
        }

        var levels = filter.Split('/');
        for (var index = 0; index < levels.Length; index++)
        {
            var level = levels[index];
            if (level.AsSpan().IndexOfAny('+', '#') >= 0 && (level.Length > 1 || (level is "#" && index < levels.Length - 1)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a topic is among those of a filter. What begins with <c>$</c> is the server's own and in no filter that begins with a wildcard.</summary>
    public static bool Matches(string filter, string topic) => IsTopic(topic) && Overlap(filter, topic);

    /// <summary>Whether there can be a topic that is among those of both filters.</summary>
    public static bool Overlap(string left, string right) =>
        !(IsServers(left) && BeginsWild(right)) && !(IsServers(right) && BeginsWild(left)) && Overlap(left.Split('/'), right.Split('/'));

    private static bool Overlap(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        while (true)
        {
            // "a/#" has "a" too.
            if (left is ["#", ..] || right is ["#", ..])
            {
                return true;
            }

            if (left.IsEmpty || right.IsEmpty)
            {
                return left.IsEmpty && right.IsEmpty;
            }

            if (left[0] is not "+" && right[0] is not "+" && !string.Equals(left[0], right[0], StringComparison.Ordinal))
            {
                return false;
            }

            left = left[1..];
            right = right[1..];
        }
    }

    private static bool IsServers(string filter) => filter.StartsWith('$');

    private static bool BeginsWild(string filter) => filter.Length > 0 && filter[0] is '+' or '#';

    private static bool IsBounded(string text) =>
        text.Length > 0
        && System.Text.Encoding.UTF8.GetByteCount(text) <= Longest
        && text.AsSpan().Count('/') < MostLevels
        && !text.Any(static letter => char.IsControl(letter) || letter is '\uFFFE' or '\uFFFF');
}
