using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>What a page's first view costs, in bytes of bodies as they went over the wire.</summary>
/// <param name="Html">The page itself.</param>
/// <param name="Script">Its scripts.</param>
/// <param name="All">Everything, pictures of goods left out.</param>
public sealed record Weight(long Html, long Script, long All)
{
    /// <summary>Opens <paramref name="path"/> and adds up what came until the network was quiet.</summary>
    public static async Task<Weight> OfAsync(IPage page, string path)
    {
        ArgumentNullException.ThrowIfNull(page);
        var requests = new List<IRequest>();
        void Add(object? sender, IRequest request) => requests.Add(request);
        page.RequestFinished += Add;

        // Not until the network is idle: an event stream never is.
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        page.RequestFinished -= Add;
        long html = 0, script = 0, all = 0;
        foreach (var request in requests)
        {
            var bytes = (await request.SizesAsync()).ResponseBodySize;
            html += request.ResourceType == "document" ? bytes : 0;
            script += request.ResourceType == "script" ? bytes : 0;
            all += request.ResourceType == "image" ? 0 : bytes;
        }

        return new Weight(html, script, all);
    }
}
