namespace EdgeKit.Kernel.Configuration;

/// <summary>Guesses which word a person meant.</summary>
internal static class Spelling
{
    /// <summary>Names the word that is nearest to <paramref name="wrong"/>, or all of them if none is near.</summary>
    public static string Suggest(string wrong, IEnumerable<string> words)
    {
        var known = words.Order(StringComparer.Ordinal).ToArray();
        var near = known
            .Select(word => (Word: word, Distance: Distance(wrong.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(guess => guess.Distance <= Math.Max(1, Math.Min(wrong.Length, guess.Word.Length) / 3))
            .OrderBy(static guess => guess.Distance)
            .Select(static guess => guess.Word)
            .FirstOrDefault();
        return near is { } meant ? $"did you mean {meant}?"
            : known.Length == 0 ? "expected none"
            : $"expected one of {string.Join(", ", known)}";
    }

    /// <summary>How many letters must be added, left out, replaced or swapped with their neighbour (restricted Damerau-Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 8)
        {
            return int.MaxValue;
        }

        var before = new int[right.Length + 1];
        var last = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(last[column] + 1, current[column - 1] + 1), last[column - 1] + replaced);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
                }
            }

            (before, last) = (last, current);
        }

        return last[^1];
    }
}
