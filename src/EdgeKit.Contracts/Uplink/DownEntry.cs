using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Contracts.Uplink;

/// <summary>One entry of the down feed: exactly one of the members that may be null is given; a kit passes over an entry that it does not know.</summary>
/// <param name="Type"><c>catalog.snapshot</c>, <c>catalog.delta</c> or <c>stock.rights</c>.</param>
/// <param name="Snapshot">With <c>catalog.snapshot</c>.</param>
/// <param name="Delta">With <c>catalog.delta</c>.</param>
/// <param name="Rights">With <c>stock.rights</c>.</param>
public sealed record DownEntry(string Type, CatalogSnapshot? Snapshot = null, CatalogDelta? Delta = null, StockRights? Rights = null);
