using System.Text.RegularExpressions;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>A test of the pages as phones see them.</summary>
public abstract partial class SitesTest : IAsyncLifetime
{
    private SitesKit? _kit;

    private protected SitesKit Kit => _kit!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await SitesKit.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await Kit.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static int Calls(string html) => Primary().Count(html);

    /// <summary>What must not stand in a page of ours, whoever typed it.</summary>
    private protected static void HasNoMarkupOf(string html)
    {
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(Handler(), html);
    }

    [GeneratedRegex("class=\"button primary[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Primary();

    [GeneratedRegex("<[a-z][^>\"]*(\"[^\"]*\"[^>\"]*)*\\son[a-z]+\\s*=|<[a-z][^>\"]*(\"[^\"]*\"[^>\"]*)*\\sstyle\\s*=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Handler();
}
