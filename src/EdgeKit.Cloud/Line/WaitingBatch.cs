using EdgeKit.Cloud.Ingest;
using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Cloud.Line;

/// <summary>A batch that came.</summary>
/// <param name="Log">What it says.</param>
/// <param name="Flight">The first record that the kit has on its way, in whatever request; null where nothing may have been overtaken.</param>
/// <param name="Room">The memory that is set aside for it.</param>
internal sealed record WaitingBatch(CompactLog Log, long? Flight, CompactBody Room);
