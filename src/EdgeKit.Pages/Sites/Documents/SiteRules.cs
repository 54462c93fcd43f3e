namespace EdgeKit.Pages.Sites.Documents;

/// <summary>What a site may be. Knows no disk and reads no clock.</summary>
internal static class SiteRules
{
    /// <summary>Everything that is wrong with <paramref name="content"/>, in the order of the form.</summary>
    public static IReadOnlyList<SiteFault> Check(SiteContent content)
    {
        var faults = new List<SiteFault>();
        Line(faults, "title", content.Title, 1, SiteLimits.Title);
        Line(faults, "tagline", content.Tagline, 0, SiteLimits.Line);
        Line(faults, "venue", content.Venue, 0, SiteLimits.Line);
        if (content.Blocks.Count > SiteLimits.Blocks)
        {
            faults.Add(new SiteFault("blocks", $"A page has at most {SiteLimits.Blocks} parts."));
        }

        if (content.Blocks.OfType<Block.Rsvp>().Skip(1).FirstOrDefault() is { } second)
        {
            faults.Add(new SiteFault($"{second.Id}.heading", "A page invites to one thing; remove one of the two."));
        }

        if (!content.Blocks.All(static block => IsBlockId(block.Id)) || content.Blocks.DistinctBy(static block => block.Id, StringComparer.Ordinal).Count() != content.Blocks.Count)
        {
            faults.Add(new SiteFault("blocks", "Each part has a name of its own: b and up to three digits."));
        }

        foreach (var block in content.Blocks)
        {
            Check(faults, block);
        }

        return faults;
    }

    /// <summary>Whether <paramref name="id"/> can name a block in a form and in a page.</summary>
    public static bool IsBlockId(string id) => id.Length is > 1 and <= 4 && id[0] == 'b' && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static void Check(List<SiteFault> faults, Block block)
    {
        Line(faults, $"{block.Id}.heading", block.Heading, 0, SiteLimits.Title);
        switch (block)
        {
            case Block.Hero hero:
                Text(faults, $"{hero.Id}.text", hero.Text, SiteLimits.Text);
                Line(faults, $"{hero.Id}.pictureText", hero.PictureText, 0, SiteLimits.Line);
                break;
            case Block.Live live:
                Line(faults, $"{live.Id}.stream", live.Stream, 0, 64);
                break;
            case Block.Products products when products.Skus.Count > SiteLimits.Skus:
                faults.Add(new SiteFault($"{products.Id}.skus", $"Choose at most {SiteLimits.Skus}."));
                break;
            case Block.Rsvp rsvp:
                Text(faults, $"{rsvp.Id}.text", rsvp.Text, SiteLimits.Text);
                Number(faults, $"{rsvp.Id}.capacity", rsvp.Capacity, SiteLimits.Capacity);
                Number(faults, $"{rsvp.Id}.most", rsvp.MostPerReply, SiteLimits.MostPerReply);
                break;
            case Block.Story story:
                Text(faults, $"{story.Id}.markdown", story.Markdown, SiteLimits.Story);
                break;
            case Block.Schedule schedule:
                Check(faults, schedule);
                break;
            case Block.Template template:
                Text(faults, $"{template.Id}.liquid", template.Liquid, SiteLimits.Template);
                break;
            default:
                break;
        }
    }

    private static void Check(List<SiteFault> faults, Block.Schedule schedule)
    {
        var field = $"{schedule.Id}.items";
        if (schedule.Items.Count > SiteLimits.ScheduleItems)
        {
            faults.Add(new SiteFault(field, $"A programme has at most {SiteLimits.ScheduleItems} lines."));
        }

        foreach (var item in schedule.Items)
        {
            Line(faults, field, item.When, 0, SiteLimits.When);
            Line(faults, field, item.What, 1, SiteLimits.Line);
        }
    }

    private static void Number(List<SiteFault> faults, string field, int number, int most)
    {
        if (number < 1 || number > most)
        {
            faults.Add(new SiteFault(field, $"Expected 1 to {most}."));
        }
    }

    private static void Line(List<SiteFault> faults, string field, string text, int least, int most)
    {
        if (text.Trim().Length < least || text.Length > most || text.Any(char.IsControl))
        {
            faults.Add(new SiteFault(field, least == 0 ? $"Expected at most {most} characters on one line." : $"Expected {least} to {most} characters on one line."));
        }
    }

    private static void Text(List<SiteFault> faults, string field, string text, int most)
    {
        if (text.Length > most || text.Any(static letter => char.IsControl(letter) && letter is not ('\n' or '\t')))
        {
            faults.Add(new SiteFault(field, $"Expected at most {most} characters."));
        }
    }
}
