namespace EdgeKit.Proofs.Stock.Model;

/// <summary>One state of the model: small numbers in a row, compared as such.</summary>
internal sealed class ModelState
{
    private readonly int _kits;
    private readonly int _kitCells;
    private readonly int _log;

    public ModelState(ModelLimits limits)
        : this(limits.Kits, limits.Log, new sbyte[(int)CloudCell.Count + (limits.Kits * ((int)KitCell.Log + limits.Log)) + (limits.Transfers * (int)TransferCell.Count)])
    {
    }

    private ModelState(int kits, int log, sbyte[] cells)
    {
        (_kits, _log, _kitCells) = (kits, log, (int)KitCell.Log + log);
        Cells = cells;
        Transfers = (cells.Length - (int)CloudCell.Count - (kits * _kitCells)) / (int)TransferCell.Count;
    }

    public sbyte[] Cells { get; }

    public int Kits => _kits;

    public int Transfers { get; }

    public ref sbyte this[CloudCell cell] => ref Cells[(int)cell];

    public ref sbyte this[int kit, KitCell cell] => ref Cells[(int)CloudCell.Count + (kit * _kitCells) + (int)cell];

    public ref sbyte this[int transfer, TransferCell cell] => ref Cells[(int)CloudCell.Count + (_kits * _kitCells) + (transfer * (int)TransferCell.Count) + (int)cell];

    public ModelState Copy() => new(_kits, _log, (sbyte[])Cells.Clone());

    /// <summary>H.</summary>
    public int HeldAt(int kit) => this[kit, KitCell.Held] + this[kit, KitCell.Paying];

    /// <summary>A.</summary>
    public int AvailableAt(int kit) =>
        this[kit, KitCell.Granted] + this[kit, KitCell.Received] + this[kit, KitCell.PutBack] + this[kit, KitCell.In] - this[kit, KitCell.Out]
        - this[kit, KitCell.Returned] - this[kit, KitCell.Consumed] - this[kit, KitCell.Short] - HeldAt(kit);

    /// <summary>The part of A and H that granting and transfers do not tell: what the cloud takes to be at the kit, but for transfers.</summary>
    public int OutstandingAt(int kit) =>
        this[kit, KitCell.CloudGranted] + this[kit, KitCell.CloudReceived] + this[kit, KitCell.CloudPutBack]
        - this[kit, KitCell.CloudReturned] - this[kit, KitCell.CloudConsumed] - this[kit, KitCell.CloudShort];

    /// <summary>How many records of a kit the cloud does not have.</summary>
    public int LogLength(int kit)
    {
        var length = 0;
        while (length < _log && this[kit, KitCell.Log + length] != 0)
        {
            length++;
        }

        return length;
    }

    public bool LogIsFull(int kit) => this[kit, KitCell.Log + _log - 1] != 0;

    public void Append(int kit, ModelRecord record, int argument = 0) => this[kit, KitCell.Log + LogLength(kit)] = (sbyte)(((int)record * 8) + argument);

    public (ModelRecord Record, int Argument) RecordAt(int kit, int index) => Decode(this[kit, KitCell.Log + index]);

    public static (ModelRecord Record, int Argument) Decode(sbyte record) => ((ModelRecord)(record / 8), record % 8);

    /// <summary>Takes the first record out: the cloud has it.</summary>
    public void Shift(int kit)
    {
        for (var index = 1; index < _log; index++)
        {
            this[kit, KitCell.Log + index - 1] = this[kit, KitCell.Log + index];
        }

        this[kit, KitCell.Log + _log - 1] = 0;
    }

    /// <summary>The same state whatever the kits are called: the least of all that differ in their names only.</summary>
    public ModelState Canonical(IReadOnlyList<int[]> renamings)
    {
        var least = this;
        foreach (var renaming in renamings)
        {
            var renamed = Rename(renaming);
            if (renamed.Cells.AsSpan().SequenceCompareTo(least.Cells) < 0)
            {
                least = renamed;
            }
        }

        return least;
    }

    private ModelState Rename(int[] renaming)
    {
        var renamed = Copy();
        for (var kit = 0; kit < _kits; kit++)
        {
            Cells.AsSpan((int)CloudCell.Count + (kit * _kitCells), _kitCells).CopyTo(renamed.Cells.AsSpan((int)CloudCell.Count + (renaming[kit] * _kitCells)));
        }

        for (var transfer = 0; transfer < Transfers; transfer++)
        {
            if (this[transfer, TransferCell.From] != 0)
            {
                renamed[transfer, TransferCell.From] = (sbyte)(renaming[this[transfer, TransferCell.From] - 1] + 1);
                renamed[transfer, TransferCell.To] = (sbyte)(renaming[this[transfer, TransferCell.To] - 1] + 1);
            }
        }

        return renamed;
    }
}
