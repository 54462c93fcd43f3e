namespace EdgeKit.Testing.Links;

/// <summary>How one direction of a link behaves.</summary>
/// <param name="BitsPerSecond">Of IP packets, headers included.</param>
/// <param name="Delay">From a packet's last bit sent to its arrival.</param>
/// <param name="QueueBytes">What may wait to be sent, the packet on its way out included; one that does not fit is dropped.</param>
/// <param name="Loss">Share of the packets sent that never arrive, 0 to 1.</param>
public sealed record LinkShape(long BitsPerSecond, TimeSpan Delay, int QueueBytes, double Loss = 0);
