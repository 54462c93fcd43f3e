namespace EdgeKit.Cloud.Commands;

/// <summary>The command was asked for something that it does not do; the message says what it does.</summary>
internal sealed class UsageException(string message) : Exception(message);
