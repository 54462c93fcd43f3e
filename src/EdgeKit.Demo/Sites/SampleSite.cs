using System.Net.Http.Headers;
using System.Reflection;

namespace EdgeKit.Demo.Sites;

/// <summary>A creator's page as a market would have it, made by the very forms that a creator uses.</summary>
internal sealed class SampleSite(HttpClient kit)
{
    private const string Picture = "Sites/after-dark.svg";

    private static readonly Assembly Here = typeof(SampleSite).Assembly;

    private static readonly string[] Goods = ["print-lanterns", "ramen", "gyoza", "bowl", "chai", "linocut"];

    private static readonly KeyValuePair<string, string>[] Page =
    [
        new("title", "Row C after dark"),
        new("tagline", "Ramen, riso prints and a long table under the lanterns."),
        new("venue", "Night market, row C, by the river"),
        new("theme", "Lantern"),
        new("opens", ""),
        new("order", "b1,b2,b3,b4,b5,b6,b7"),
        new("b1.kind", "hero"),
        new("b1.heading", "Row C after dark"),
        new("b1.text", "Five stalls share one pot, one press and one string of lights. Hold what you like from where you stand, and pick it up when the queue is short."),
        new("b1.pictureText", "A row of market stalls under lanterns, mirrored in a river"),
        new("b2.kind", "live"),
        new("b2.heading", "Live from the press"),
        new("b2.stream", "main"),
        new("b2.pinned", "print-lanterns"),
        new("b3.kind", "products"),
        new("b3.heading", "Tonight"),
        new("b4.kind", "template"),
        new("b4.heading", "Nearly gone"),
        new("b4.liquid", "{% for item in goods %}{% if item.available > 0 and item.available < 10 %}- **{{ item.name }}**: {{ item.available }} left, {{ item.price }} each\n{% endif %}{% endfor %}\nWhat is held and not picked up comes back, so look again."),
        new("b5.kind", "rsvp"),
        new("b5.heading", "A seat at the long table"),
        new("b5.text", "At nine we push the tables together and eat. It is free; bring your bowl."),
        new("b5.capacity", "24"),
        new("b5.most", "4"),
        new("b6.kind", "schedule"),
        new("b6.heading", "The evening"),
        new("b6.items", "17:00 Lanterns up\n18:30 First prints come off the press\n20:00 Dumpling folding for whoever wants to learn\n21:00 The long table\n23:30 Lanterns down"),
        new("b7.kind", "story"),
        new("b7.heading", "Who we are"),
        new("b7.markdown", "A cook, a potter, two printers and a baker who met in a queue. Each of us rents **two metres of row C**, and we share the rest.\n\n- The broth simmers since noon; the *miso* is from the valley.\n- Every print is pulled by hand, numbered and signed.\n- Bowls come back: there is a crate under the table.\n\n> The market is loud. This page is not: nothing on it comes from elsewhere."),
    ];

    /// <summary>Makes and publishes it.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="DemoFaultException">The kit did not take it.</exception>
    public async Task<Uri> PublishAsync(CancellationToken cancellationToken)
    {
        using var made = await SendAsync("sites", new FormUrlEncodedContent([new("template", "food"), new("title", "Row C after dark")]), cancellationToken);
        var slug = made.RequestMessage!.RequestUri!.Segments[^1];

        // The template's picture makes room for the market's own; both belong to the first part.
        using var file = new ByteArrayContent(await PictureAsync(cancellationToken));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/svg+xml");
        using var sent = await SendAsync($"sites/{slug}/picture/b1", new MultipartFormDataContent { { file, "file", "after-dark.svg" } }, cancellationToken);
        var editor = await sent.Content.ReadAsStringAsync(cancellationToken);
        var picture = Between(editor, "<option value=\"", "\" selected>Your own");
        var revision = Between(editor, "name=\"revision\" value=\"", "\"");
        using var published = await SendAsync(
            $"sites/{slug}",
            new FormUrlEncodedContent([.. Page, .. Goods.Select(static sku => KeyValuePair.Create("b3.skus", sku)), new("b1.picture", picture), new("revision", revision), new("do", "publish")]),
            cancellationToken);
        return new Uri(kit.BaseAddress!, $"e/{slug}");
    }

    private static async Task<byte[]> PictureAsync(CancellationToken cancellationToken)
    {
        await using var stream = Here.GetManifestResourceStream(Picture)!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static string Between(string text, string before, string after)
    {
        var end = text.IndexOf(after, text.IndexOf(before, StringComparison.Ordinal) + before.Length, StringComparison.Ordinal);
        var start = end < 0 ? -1 : text.LastIndexOf(before, end, StringComparison.Ordinal);
        return start < 0 ? throw new DemoFaultException("The kit's editor of sites is not what the demo knows.") : text[(start + before.Length)..end];
    }

    private async Task<HttpResponseMessage> SendAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var form = content;
        var answer = await kit.PostAsync(new Uri(path, UriKind.Relative), form, cancellationToken);
        return answer.IsSuccessStatusCode ? answer : throw new DemoFaultException($"The kit did not take the sample page: {path} answered {(int)answer.StatusCode}.");
    }
}
