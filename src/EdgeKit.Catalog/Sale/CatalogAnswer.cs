namespace EdgeKit.Catalog.Sale;

/// <summary>One form of the answer to <c>GET /api/v1/catalog</c>.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Tag">Its strong entity tag; each form has its own.</param>
/// <param name="Encoding">How it is packed; null if it is not.</param>
internal sealed record CatalogAnswer(ReadOnlyMemory<byte> Body, string Tag, string? Encoding);
