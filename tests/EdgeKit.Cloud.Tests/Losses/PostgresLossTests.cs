using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Losses;

public sealed class PostgresLossTests(PostgresCluster cluster) : LossContract(new PostgresSource(cluster));
