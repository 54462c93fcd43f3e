namespace EdgeKit.Pages.Sites.Documents;

/// <summary>How much there may be of what people type.</summary>
internal static class SiteLimits
{
    public const int Sites = 50;
    public const int Blocks = 16;
    public const int Slug = 40;
    public const int Title = 80;
    public const int Line = 200;
    public const int Text = 600;
    public const int Story = 8_000;
    public const int Template = 12_000;
    public const int Skus = 24;
    public const int ScheduleItems = 20;
    public const int When = 20;
    public const int Capacity = 10_000;
    public const int MostPerReply = 10;
}
