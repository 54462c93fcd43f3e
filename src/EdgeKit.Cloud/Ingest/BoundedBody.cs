using System.Buffers;

namespace EdgeKit.Cloud.Ingest;

/// <summary>A body in memory: never more than it may have, whatever it claims or expands to. Its memory is lent, so dispose it last.</summary>
internal sealed class BoundedBody(int largest, BodyBudget? budget) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>What was read.</summary>
    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>Reads <paramref name="from"/> to its end, or until it is too much.</summary>
    public async Task<BodyOutcome> ReadAsync(Stream from, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length && !TryGrow())
            {
                return BodyOutcome.NoRoom;
            }

            var read = await from.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return BodyOutcome.Whole;
            }

            _length += read;
            if (_length > largest)
            {
                return BodyOutcome.TooLarge;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => Replace([]);

    private bool TryGrow()
    {
        // One byte more than it may have tells whole from too large.
        var wanted = _buffer.Length == 0 ? Math.Min(FirstSize, largest + 1) : (int)Math.Min(_buffer.Length * 2L, largest + 1L);
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        if (budget is not null && !budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _buffer.AsSpan(0, _length).CopyTo(larger);
        Replace(larger);
        return true;
    }

    private void Replace(byte[] with)
    {
        if (_buffer.Length > 0)
        {
            budget?.Return(_buffer.Length);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = with;
    }
}
