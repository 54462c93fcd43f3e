using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Ingest;

public sealed class SqliteIngestTests(SqliteSource stores) : IngestContract(stores), IClassFixture<SqliteSource>;
