namespace EdgeKit.Contracts.Stock;

/// <summary>
/// The body of <c>POST /v1/kits/{kit}/rights</c>, with the header <c>Edge-Incarnation</c>: what a kit expects to need, so that the cloud
/// grants ahead of an outage. Losing one, or sending it twice, costs nothing but time; grants come in the down feed only.
/// </summary>
/// <param name="OfflineSeconds">For how long without the cloud the kit wants to last; from its own outages.</param>
/// <param name="Skus">The SKUs on sale whose figures changed; the cloud keeps the others.</param>
public sealed record RightsReport(double OfflineSeconds, IReadOnlyList<SkuDemand> Skus);
