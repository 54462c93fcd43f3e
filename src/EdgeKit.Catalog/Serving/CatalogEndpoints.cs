using EdgeKit.Catalog.Importing;
using EdgeKit.Catalog.Pictures;
using EdgeKit.Catalog.Sale;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EdgeKit.Catalog.Serving;

/// <summary>The catalogue over HTTP.</summary>
internal sealed class CatalogEndpoints(CatalogSale sale, PictureFolder pictures, CatalogMetrics metrics, KitOptions kit)
{
    /// <summary><c>GET /api/v1/catalog</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var answer = Choose(context.Request, sale.View);
        var response = context.Response;
        response.Headers.ETag = answer.Tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (EntityTags.Has(context.Request, answer.Tag))
        {
            metrics.Requested("not modified");
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        metrics.Requested("sent");
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        if (answer.Encoding is { } encoding)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    /// <summary><c>GET /api/v1/catalog/images/{name}</c>.</summary>
    public async Task PictureAsync(HttpContext context, string name)
    {
        var file = PictureName.TryParse(name, out var kind) ? new FileInfo(pictures.PathOf(name)) : null;
        if (file is not { Exists: true })
        {
            await Problems.NotFound("The kit has no such picture.").ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        response.Headers.ETag = $"\"{name}\"";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        if (EntityTags.Has(context.Request, $"\"{name}\""))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = kind!.ContentType;
        response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.SendFileAsync(file.FullName, context.RequestAborted);
        }
    }

    /// <summary><c>POST /api/v1/catalog/import</c>.</summary>
    public async Task<IResult> ImportAsync(HttpContext context)
    {
        var (body, problem) = await ReadBodyAsync(context.Request, context.RequestAborted);
        if (body is null)
        {
            return problem!;
        }

        var draft = new ImportDraft();
        JsonImport.Read(body, draft);
        draft.Check(kit.Currency);
        sale.CheckPictures(draft);
        if (draft.Errors is [var first, ..])
        {
            var more = draft.Errors.Count > 1 ? FormattableString.Invariant($" ({draft.Errors.Count - 1} more such errors)") : "";
            return Problems.BadRequest(first.Field.Length > 0 ? first.Field : "body", $"{first.Field} {first.What}{more}".TrimStart());
        }

        try
        {
            var report = await sale.ImportAsync(draft, context.RequestAborted);
            return TypedResults.Json(report, ContractsJson.Default.CatalogImportReport);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Problems.Of(ProblemTypes.StorageFailed, "The kit cannot keep it now", StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
    }

    private static CatalogAnswer Choose(HttpRequest request, CatalogView view)
    {
        if (request.Headers.AcceptEncoding is not { Count: > 0 } values || !StringWithQualityHeaderValue.TryParseList([.. values.OfType<string>()], out var accepted))
        {
            return view.Plain;
        }

        double Quality(string coding) =>
            accepted.Where(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)).Select(static value => value.Quality ?? 1).DefaultIfEmpty(0).Max();

        var (brotli, gzip) = (Quality("br"), Quality("gzip"));
        return brotli > 0 && brotli >= gzip ? view.Brotli : gzip > 0 ? view.Gzip : view.Plain;
    }

    private static async ValueTask<(byte[]? Body, ProblemResult? Problem)> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.Of(ProblemTypes.BadRequest, "Not JSON", StatusCodes.Status415UnsupportedMediaType, "Send Content-Type: application/json.", "Content-Type"));
        }

        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > ImportFile.MaxLength)
            {
                return (null, Problems.Of(ProblemTypes.TooLarge, "Too large", StatusCodes.Status413PayloadTooLarge, "An import has at most 8 MiB.", "body"));
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return (body.ToArray(), null);
    }
}
