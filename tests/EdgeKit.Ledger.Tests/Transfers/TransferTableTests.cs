using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Transfers;

/// <summary>What is deleted, and what never is.</summary>
public sealed class TransferTableTests : IDisposable
{
    private static readonly Guid Peer = Stall.Id(1_000_000);
    private static readonly Guid OtherPeer = Stall.Id(1_000_001);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData((int)TransferDirection.Out)]
    [InlineData((int)TransferDirection.In)]
    public async Task Old_rows_go_once_enough_newer_ones_of_the_same_log_are_there(int stored)
    {
        var direction = (TransferDirection)stored;
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.Writer.RunAsync(new AddRows(direction, Peer, 1, TransferState.Nothing));
        await ledger.Writer.RunAsync(new AddRows(direction, OtherPeer, 5, TransferState.Nothing));

        await ledger.Writer.RunAsync(new AddRows(direction, Peer, TransferTable.Kept - 1, TransferState.Nothing));
        Assert.Equal(TransferTable.Kept + 5, Rows());

        await ledger.Writer.RunAsync(new AddRows(direction, Peer, 128, TransferState.Nothing));
        Assert.InRange(Rows(), TransferTable.Kept + 5, TransferTable.Kept + 5 + 64);
        await AddAsync(ledger, direction, 1000);
        Assert.InRange(Rows(), TransferTable.Kept + 5, TransferTable.Kept + 5 + 64);
    }

    [Fact]
    public async Task What_was_given_stays_until_the_cloud_has_it()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.GrantAsync("tea", 3);
        await ledger.Writer.RunAsync(new AddRows(TransferDirection.Out, Peer, 1, TransferState.Done, seq: 1));
        await AddAsync(ledger, TransferDirection.Out, TransferTable.Kept + 128);
        Assert.Equal(1, Rows("seq = 1"));

        await ledger.AcknowledgeAsync(1);
        await AddAsync(ledger, TransferDirection.Out, 64);

        Assert.Equal(0, Rows("seq = 1"));
    }

    [Fact]
    public async Task What_is_not_answered_stays_for_ever()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.Writer.RunAsync(new AddRows(TransferDirection.In, Peer, 1, TransferState.Begun));

        await AddAsync(ledger, TransferDirection.In, TransferTable.Kept + 128);

        Assert.Equal(1, Rows("state = 0"));
    }

    private static Task<bool> AddAsync(OpenLedger ledger, TransferDirection direction, int rows) =>
        ledger.Writer.RunAsync(new AddRows(direction, Peer, rows, TransferState.Nothing));

    private long Rows(string which = "true")
    {
        using var connection = LedgerFile.OpenForReading(_directory.Path);
        return (long)connection.Scalar($"SELECT count(*) FROM transfers WHERE {which}")!;
    }

    private sealed class AddRows(TransferDirection direction, Guid peer, int count, TransferState state, long seq = 0) : LedgerCommand<bool>
    {
        private static int _added;

        protected override bool DecideResult(LedgerBatch batch)
        {
            for (var row = 0; row < count; row++)
            {
                TransferTable.Add(batch, new TransferRow(Stall.Id(_added++), direction, "tea", 1, seq > 0 ? 1 : 0, "kit-9", peer, state, seq));
            }

            return true;
        }
    }
}
