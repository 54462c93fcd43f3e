using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace EdgeKit.ArchitectureTests;

/// <summary>What no file of ours may say or do, read as text.</summary>
public sealed partial class ProseRuleTests
{
    private static readonly string[] Folders = ["src", "tests"];

    public static TheoryData<string> Planted =>
    [
        "catch (IOException)\n        {\n        }",
        "catch { }",
        "class LinkManager",
        "static class PathHelper",
        "class StringUtils",
        "#pragma warning disable CA1000",
    ];

    [Fact]
    public void No_file_breaks_a_rule()
    {
        var files = Sources().ToList();

        Assert.InRange(files.Count, 100, 5000);
        Assert.All(files, static file => Assert.DoesNotMatch(Broken(), File.ReadAllText(file)));
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void What_is_planted_is_found(string text) => Assert.Matches(Broken(), text);

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(here, "../../.."));
        return Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !string.Equals(file, here, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^{]*\))?\s*\{\s*\}|(class|record|struct|interface)\s+\w*(Manager|Helpers?|Utils?|Utility)\b|#pragma\s+warning\s+disable", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Broken();
}
