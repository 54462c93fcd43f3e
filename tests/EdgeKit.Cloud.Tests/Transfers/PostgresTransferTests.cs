using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Transfers;

public sealed class PostgresTransferTests(PostgresCluster cluster) : TransferContract(new PostgresSource(cluster));
