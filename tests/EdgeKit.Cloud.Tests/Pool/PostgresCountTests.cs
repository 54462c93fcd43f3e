using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Pool;

public sealed class PostgresCountTests(PostgresCluster cluster) : CountContract(new PostgresSource(cluster));
