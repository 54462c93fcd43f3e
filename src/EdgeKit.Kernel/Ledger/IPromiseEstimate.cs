using EdgeKit.Contracts.Orders;

namespace EdgeKit.Kernel.Ledger;

/// <summary>Says honestly what happens next to a record.</summary>
public interface IPromiseEstimate
{
    /// <summary>The promise for a record that is on the disk.</summary>
    /// <param name="seq">The record.</param>
    /// <param name="receipt">What a person calls the order.</param>
    /// <param name="ackSeq">The last record that the cloud has.</param>
    Promise For(long seq, string receipt, long ackSeq);
}
