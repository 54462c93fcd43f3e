namespace EdgeKit.Kernel.Stock;

/// <summary>A transfer is not for this kit or this log, or is another than the one that its id stands for. The message says which; repeating it does not help.</summary>
public sealed class TransferRefusedException(string message) : Exception(message);
