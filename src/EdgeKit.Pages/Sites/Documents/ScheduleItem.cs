namespace EdgeKit.Pages.Sites.Documents;

/// <summary>A line of a programme.</summary>
/// <param name="When">As people say it, such as 19:30.</param>
/// <param name="What">What happens then.</param>
internal sealed record ScheduleItem(string When, string What);
