namespace EdgeKit.Pages.Sites.Documents;

/// <summary>A part of a site's page, in the order that its creator gave them. Whatever a block says is text.</summary>
/// <param name="Id">Names it among the site's blocks: a letter and digits.</param>
/// <param name="Heading">Stands above it; may be empty.</param>
internal abstract record Block(string Id, string Heading)
{
    /// <summary>The picture and the first words, with the time until it begins.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Large.</param>
    /// <param name="Text">Below it.</param>
    /// <param name="Picture">The file name of a kept picture; null for none.</param>
    /// <param name="PictureText">What the picture shows, for who does not see it; empty for decoration.</param>
    public sealed record Hero(string Id, string Heading, string Text, string? Picture, string PictureText) : Block(Id, Heading);

    /// <summary>The live stream with what is being shown in it.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Above the player.</param>
    /// <param name="Stream">A stream of the configuration.</param>
    /// <param name="PinnedSku">What is pinned below the player; null for nothing.</param>
    public sealed record Live(string Id, string Heading, string Stream, string? PinnedSku) : Block(Id, Heading);

    /// <summary>What is for sale, with what is left of it.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Above the goods.</param>
    /// <param name="Skus">In this order; the first that is there is what the page asks to hold.</param>
    public sealed record Products(string Id, string Heading, IReadOnlyList<string> Skus) : Block(Id, Heading);

    /// <summary>Who comes.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Above it.</param>
    /// <param name="Text">What people say yes to.</param>
    /// <param name="Capacity">How many places there are; whoever comes after waits.</param>
    /// <param name="MostPerReply">How many one reply may bring.</param>
    public sealed record Rsvp(string Id, string Heading, string Text, int Capacity, int MostPerReply) : Block(Id, Heading);

    /// <summary>Words, in Markdown.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Above them.</param>
    /// <param name="Markdown">As it was typed.</param>
    public sealed record Story(string Id, string Heading, string Markdown) : Block(Id, Heading);

    /// <summary>A programme.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Above it.</param>
    /// <param name="Items">In this order.</param>
    public sealed record Schedule(string Id, string Heading, IReadOnlyList<ScheduleItem> Items) : Block(Id, Heading);

    /// <summary>Words that say what the kit knows: Liquid that gives Markdown.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Heading">Above it.</param>
    /// <param name="Liquid">As it was typed.</param>
    public sealed record Template(string Id, string Heading, string Liquid) : Block(Id, Heading);
}
