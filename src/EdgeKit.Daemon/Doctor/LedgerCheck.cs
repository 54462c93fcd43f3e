using System.Globalization;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether the ledger opens, holds together, and ends where it says.</summary>
/// <param name="inspect">Looks into it; null where there is none.</param>
internal sealed class LedgerCheck(Func<LedgerInspection?> inspect) : ICheck
{
    public string Name => "Ledger";

    public TimeSpan Patience => TimeSpan.FromSeconds(30);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge(inspect())]);

    private DoctorItem Judge(LedgerInspection? found)
    {
        if (found is null)
        {
            return Finding.Ok(Name, "there is none yet; the first start makes it");
        }

        if (found.Fault is { } fault)
        {
            return Finding.Fault(Name, $"it does not hold together: {fault}", "Take a copy of the whole data directory first (cp -a), then: edgekit feed export stick.edgekit. Do not delete ledger.db; send the copy to whoever looks after the kits.");
        }

        return Finding.Ok(Name, string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Head} records, {found.Orders} orders, {Figure.Bytes(found.Bytes)} ({Figure.Bytes(found.FreeBytes)} of it free), {Figure.Bytes(found.LogBytes)} in its log; {(found.IsWholeChecked ? "every page" : "its last records, as it is large,")} looked at"));
    }
}
