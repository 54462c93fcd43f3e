using System.Net;
using System.Text.RegularExpressions;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>A browser without script: it keeps cookies, follows redirects, and sends the forms that it is shown.</summary>
internal sealed partial class Phone : IDisposable
{
    /// <summary>Says as what a device was let in.</summary>
    public const string RoleHeader = "Test-Role";

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public Phone(Uri address) => _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>As what it was let in; null for a guest.</summary>
    public string? Role { get; init; }

    /// <summary>What it shows.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Where it is.</summary>
    public string Path { get; private set; } = "/";

    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Last { get; private set; } = new();

    public IReadOnlyList<Cookie> Cookies => [.. _cookies.GetAllCookies().Cast<Cookie>()];

    /// <summary>What its cookie says, or is made to say.</summary>
    public void SetCookie(string value) => _cookies.Add(new Cookie("edgekit-shopper", value, "/e", _http.BaseAddress!.Host));

    public async Task<Phone> GetAsync(string path, CancellationToken cancellationToken) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Sends the form whose action ends so, as it is shown, with some of its fields filled in.</summary>
    public async Task<Phone> SubmitAsync(string action, CancellationToken cancellationToken, params (string Name, string Value)[] typed)
    {
        var form = Form().Matches(Html).FirstOrDefault(match => match.Groups["action"].Value.EndsWith(action, StringComparison.Ordinal));
        Assert.True(form is not null, $"No form posts to …{action} in\n{Html}");
        var fields = Field().Matches(form.Groups["body"].Value)
            .Where(static field => !field.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal) || field.Value.Contains("checked", StringComparison.Ordinal))
            .Where(static field => !field.Value.Contains("type=\"radio\"", StringComparison.Ordinal) || field.Value.Contains("checked", StringComparison.Ordinal))
            .Select(static field => KeyValuePair.Create(Decode(field.Groups["name"].Value), Decode(field.Groups["value"].Value)))
            .Concat(Area().Matches(form.Groups["body"].Value).Select(static area => KeyValuePair.Create(Decode(area.Groups["name"].Value), Decode(area.Groups["value"].Value))))
            .Concat(Choice().Matches(form.Groups["body"].Value).Select(static choice => KeyValuePair.Create(Decode(choice.Groups["name"].Value), Chosen(choice.Groups["options"].Value))))
            .Where(field => !typed.Any(one => one.Name == field.Key))
            .Concat(typed.Select(static one => KeyValuePair.Create(one.Name, one.Value)));
        return await PostAsync(Decode(form.Groups["action"].Value), fields, cancellationToken);
    }

    public async Task<Phone> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) }, cancellationToken);

    public async Task<Phone> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Role is not null)
            {
                request.Headers.Add(RoleHeader, Role);
            }

            Path = request.RequestUri!.IsAbsoluteUri ? request.RequestUri.PathAndQuery : request.RequestUri.OriginalString;
            Last = await _http.SendAsync(request, cancellationToken);
            Status = Last.StatusCode;
            Html = await Last.Content.ReadAsStringAsync(cancellationToken);
            if (Status != HttpStatusCode.SeeOther)
            {
                return this;
            }

            request = new HttpRequestMessage(HttpMethod.Get, Last.Headers.Location);
        }
    }

    /// <summary>Where a link of the page leads whose path has <paramref name="part"/> in it.</summary>
    public string Link(string part) => Decode(Anchor().Matches(Html).Select(static link => link.Groups["path"].Value).First(path => path.Contains(part, StringComparison.Ordinal)));

    public void Dispose()
    {
        Last.Dispose();
        _http.Dispose();
    }

    /// <summary>What a hidden field of a page has.</summary>
    public static string Hidden(string html, string name) =>
        Decode(Field().Matches(html).First(field => field.Groups["name"].Value == name).Groups["value"].Value);

    private static string Decode(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]*)\"[^>]*>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*?name=\"(?<name>[^\"]*)\"[^>]*?value=\"(?<value>[^\"]*)\"[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex("<textarea[^>]*?name=\"(?<name>[^\"]*)\"[^>]*>(?<value>[^<]*)</textarea>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Area();

    private static string Chosen(string options)
    {
        var all = Option().Matches(options);
        var one = all.FirstOrDefault(static option => option.Value.Contains("selected", StringComparison.Ordinal)) ?? all[0];
        return Decode(one.Groups["value"].Success ? one.Groups["value"].Value : one.Groups["text"].Value);
    }

    [GeneratedRegex("<select[^>]*?name=\"(?<name>[^\"]*)\"[^>]*>(?<options>.*?)</select>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("<option( value=\"(?<value>[^\"]*)\")?[^>]*>(?<text>[^<]*)</option>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Option();

    [GeneratedRegex("<a [^>]*href=\"(?<path>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Anchor();
}
