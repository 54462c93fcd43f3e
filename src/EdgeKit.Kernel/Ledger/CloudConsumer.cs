namespace EdgeKit.Kernel.Ledger;

/// <summary>The reader of the log whose cursor confirms orders and permits compaction.</summary>
/// <param name="Name">Its name among the feed's consumers.</param>
public sealed record CloudConsumer(string Name);
