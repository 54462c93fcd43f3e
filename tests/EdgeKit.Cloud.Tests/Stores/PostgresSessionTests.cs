using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Stores;

public sealed class PostgresSessionTests(PostgresCluster cluster) : SessionContract(new PostgresSource(cluster));
