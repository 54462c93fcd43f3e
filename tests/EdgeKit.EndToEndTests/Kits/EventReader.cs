namespace EdgeKit.EndToEndTests.Kits;

/// <summary>Reads server-sent events as a browser does.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage answer, StreamReader lines) => (_answer, _lines) = (answer, lines);

    /// <summary>Listens from now on, or from after <paramref name="lastEventId"/>.</summary>
    public static async Task<EventReader> OpenAsync(HttpClient kit, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/events", UriKind.Relative));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await kit.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken)));
    }

    /// <summary>The next event of one of <paramref name="types"/>.</summary>
    public async Task<(string Id, string Type, string Data)> NextAsync(CancellationToken cancellationToken, params string[] types)
    {
        var (id, type, data) = ("", "", "");
        while (await _lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0 && types.Contains(type, StringComparer.Ordinal))
            {
                return (id, type, data);
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            (id, type, data) = (line.Length == 0 ? "" : line[..Math.Max(colon, 0)]) switch
            {
                "id" => (line[(colon + 2)..], type, data),
                "event" => (id, line[(colon + 2)..], data),
                "data" => (id, type, line[(colon + 2)..]),
                _ when line.Length == 0 => ("", "", ""),
                _ => (id, type, data),
            };
        }

        throw new EndOfStreamException("the events ended");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }
}
