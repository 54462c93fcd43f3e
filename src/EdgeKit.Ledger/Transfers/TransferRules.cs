using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Transfers;

/// <summary>Decides which transfers concern this kit at all. Knows no disk and no stock.</summary>
internal static class TransferRules
{
    private const long MostUnits = 1_000_000;
    private const int LongestSku = 64;
    private const int LongestKit = 63;

    /// <summary>Why a request is not this kit's to give, or null.</summary>
    public static string? WhyNotGive(TransferRequest request, string kit, Guid incarnation) =>
        WhyUnsound(request)
        ?? WhyOther("asked of", request.FromKit, request.FromIncarnation, kit, incarnation)
        ?? (request.ToIncarnation == incarnation ? "A kit does not transfer to itself." : null);

    /// <summary>Why a request is not this kit's to ask, or null.</summary>
    public static string? WhyNotBegin(TransferRequest request, string kit, Guid incarnation) =>
        WhyUnsound(request)
        ?? WhyOther("for", request.ToKit, request.ToIncarnation, kit, incarnation)
        ?? (request.FromIncarnation == incarnation ? "A kit does not transfer to itself." : null);

    /// <summary>Why a transfer is not this kit's to take, or null.</summary>
    public static string? WhyNotTake(Transfer transfer, string kit, Guid incarnation) =>
        WhyNotBegin(transfer.Request, kit, incarnation)
        ?? (transfer.Quantity < 1 || transfer.Quantity > transfer.Request.Quantity ? $"It gives {transfer.Quantity} where {transfer.Request.Quantity} were asked for." : null)
        ?? (transfer.Seq < 1 ? "It names no record of the donor's log." : null);

    private static string? WhyUnsound(TransferRequest request) =>
        request.TransferId == Guid.Empty ? "It has no id."
        : request.Sku.Length is 0 or > LongestSku ? $"Expected a SKU of 1 to {LongestSku} characters."
        : request.Quantity is < 1 or > MostUnits ? $"Expected a quantity of 1 to {MostUnits}, not {request.Quantity}."
        : request.FromKit.Length is 0 or > LongestKit || request.ToKit.Length is 0 or > LongestKit ? $"Expected kits of 1 to {LongestKit} characters."
        : null;

    private static string? WhyOther(string what, string kit, Guid incarnation, string ownKit, Guid ownIncarnation) =>
        !string.Equals(kit, ownKit, StringComparison.Ordinal) ? $"It is {what} kit '{kit}', and this is '{ownKit}'."
        : incarnation != ownIncarnation ? $"It is {what} the log {incarnation} of this kit, and its log is {ownIncarnation} now: another card."
        : null;
}
