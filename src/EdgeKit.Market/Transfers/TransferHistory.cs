using System.Text.Json;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Storage;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Transfers;

/// <summary>
/// The last transfers, for people to look at; over a restart in a small file. What holds is in the ledger's log: losing this costs a look
/// back, no more.
/// </summary>
internal sealed partial class TransferHistory(Settings settings, ILogger<TransferHistory> logger)
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 64;

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(settings.DataDirectory, "market.json");
    private TransferMemory _memory = TransferMemory.Empty;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<MarketTransfer> Last
    {
        get
        {
            lock (_gate)
            {
                return _memory.Last;
            }
        }
    }

    /// <summary>Reads it; a missing or damaged file is an empty memory.</summary>
    public void Load()
    {
        try
        {
            _memory = File.Exists(_path) && JsonSerializer.Deserialize(File.ReadAllBytes(_path), MarketJson.Default.TransferMemory) is { } memory ? memory : TransferMemory.Empty;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            LogForgotten(_path, exception.Message);
        }
    }

    /// <summary>Whether this gift has not been told of: each one is a later record of this log, and none is told before the one before it.</summary>
    public bool IsNews(Transfer given)
    {
        lock (_gate)
        {
            return given.Request.FromIncarnation != _memory.Incarnation || given.Seq > _memory.LastGiven;
        }
    }

    /// <summary>Keeps one that came or went.</summary>
    /// <param name="transfer">What people read of it.</param>
    /// <param name="given">The gift, if it went.</param>
    /// <param name="cancellationToken">Ends the wait for the disk.</param>
    public async ValueTask AddAsync(MarketTransfer transfer, Transfer? given, CancellationToken cancellationToken)
    {
        byte[] bytes;
        lock (_gate)
        {
            _memory = new TransferMemory(
                given?.Request.FromIncarnation ?? _memory.Incarnation, given?.Seq ?? _memory.LastGiven, [transfer, .. _memory.Last.Take(Kept - 1)]);
            bytes = JsonSerializer.SerializeToUtf8Bytes(_memory, MarketJson.Default.TransferMemory);
        }

        try
        {
            await AtomicFile.WriteAsync(_path, bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The rights have moved, which is on the disk; that this is not must not make it look undone.
            LogUnkept(_path, exception.Message);
        }
    }

    [LoggerMessage(10020, LogLevel.Warning, "{Path} cannot be read, past transfers are not shown: {Reason}")]
    private partial void LogForgotten(string path, string reason);

    [LoggerMessage(10021, LogLevel.Warning, "{Path} cannot be written, a transfer is not shown after a restart: {Reason}")]
    private partial void LogUnkept(string path, string reason);
}
