using EdgeKit.Cloud.Feed;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Rights;

namespace EdgeKit.Cloud.Line;

/// <summary>What every line needs of the cloud.</summary>
internal sealed record LineServices(Ingestor Ingestor, BodyBudget Budget, KitFeed Feed, LogGreeter Greeter, TimeProvider Time, ILogger<KitLine> Logger);
