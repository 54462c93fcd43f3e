using CsCheck;
using EdgeKit.Broker.Topics;

namespace EdgeKit.Broker.Tests.Topics;

public sealed class TopicFiltersTests
{
    private static readonly Gen<string> Topic = Word("a", "b", "", "$x").Array[1, 4].Select(static levels => string.Join('/', levels)).Where(static topic => topic.Length > 0);

    [Theory]
    [InlineData("a")]
    [InlineData("a/b//c")]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("a/+/c/#")]
    [InlineData("/")]
    public void Is_a_filter(string filter) => Assert.True(TopicFilters.IsFilter(filter));

    [Theory]
    [InlineData("")]
    [InlineData("a/#/b")]
    [InlineData("a#")]
    [InlineData("a/b+")]
    [InlineData("a/+b/c")]
    [InlineData("##")]
    [InlineData("a\0b")]
    [InlineData("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17")]
    public void Is_no_filter(string filter) => Assert.False(TopicFilters.IsFilter(filter));

    [Fact]
    public void A_topic_has_a_bound_and_no_wildcards()
    {
        Assert.True(TopicFilters.IsTopic(new string('a', TopicFilters.Longest)));
        Assert.False(TopicFilters.IsTopic(new string('a', TopicFilters.Longest + 1)));
        Assert.False(TopicFilters.IsTopic(new string('é', TopicFilters.Longest)));
        Assert.False(TopicFilters.IsTopic("a/+"));
        Assert.False(TopicFilters.IsTopic("a/#"));
    }

    [Theory]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a/b", "A/b", false)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/x", false)]
    [InlineData("$SYS/#", "$SYS/x", true)]
    public void Matches(string filter, string topic, bool expected) => Assert.Equal(expected, TopicFilters.Matches(filter, topic));

    [Theory]
    [InlineData("a/+/c", "a/b/#", true)]
    [InlineData("a/+/c", "a/b", false)]
    [InlineData("+/b", "a/+", true)]
    [InlineData("#", "$SYS/#", false)]
    [InlineData("a/b/#", "a/c/#", false)]
    [InlineData("a/#", "a", true)]
    public void Overlap(string left, string right, bool expected)
    {
        Assert.Equal(expected, TopicFilters.Overlap(left, right));
        Assert.Equal(expected, TopicFilters.Overlap(right, left));
    }

    [Fact]
    public void Filters_with_a_topic_in_common_overlap() => Gen.Select(Filter(), Filter(), Topic).Sample(static (left, right, topic) =>
        Assert.True(!(TopicFilters.Matches(left, topic) && TopicFilters.Matches(right, topic)) || TopicFilters.Overlap(left, right), $"{left} and {right} have {topic}"));

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static Gen<string> Filter() => Word("a", "b", "+", "", "$x").Array[1, 4]
        .SelectMany(static _ => Gen.Bool, static (levels, all) => string.Join('/', levels) + (all ? "/#" : ""))
        .Where(static filter => filter.Length > 0);
}
