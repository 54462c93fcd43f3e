using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Ledger;

/// <summary>How a request to record something ended.</summary>
/// <param name="Answer">What is answered.</param>
/// <param name="Record">The record, if this very request made one.</param>
public sealed record RecordOutcome(IResult Answer, KeptRecord? Record = null);
