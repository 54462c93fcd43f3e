namespace EdgeKit.Proofs.CrashStates;

/// <summary>What a tablet was told.</summary>
/// <param name="Mark">Finds the order.</param>
/// <param name="OrderId">Its id.</param>
/// <param name="Seq">Its record.</param>
internal sealed record AcknowledgedOrder(string Mark, Guid OrderId, long Seq);
