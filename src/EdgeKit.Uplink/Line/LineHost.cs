using EdgeKit.Kernel.Ledger;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>What every line needs of the kit.</summary>
internal sealed record LineHost(CloudConnection Connection, ILedgerFeed Feed, IFeedDesk Desk, KeepAlive KeepAlive, ILifeline Life, TimeProvider Time);
