namespace EdgeKit.Contracts.Log.Compact;

/// <summary>A batch that stands for more than its reader takes.</summary>
/// <param name="message">How much that is.</param>
public sealed class CompactTooLargeException(string message) : Exception(message);
