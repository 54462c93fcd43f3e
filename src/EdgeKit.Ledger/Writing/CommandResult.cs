using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Ledger.Writing;

/// <summary>The ways in which a request with an idempotency key can end.</summary>
internal abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>It is on the disk.</summary>
    public sealed record Accepted(int Status, ReadOnlyMemory<byte> Answer, string? Location) : CommandResult;

    /// <summary>It was on the disk already: the same status and bytes as then.</summary>
    public sealed record Replayed(int Status, ReadOnlyMemory<byte> Answer) : CommandResult;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : CommandResult;

    /// <summary>The first request with the key is not answered yet.</summary>
    public sealed record KeyInProgress : CommandResult;

    /// <summary>Too few are left; perhaps because something else was not as the caller thinks.</summary>
    public sealed record OutOfStock(IReadOnlyDictionary<string, long> Available, string? Because = null) : CommandResult;

    /// <summary>The order does not allow it any more.</summary>
    public sealed record NotAllowed(string Why) : CommandResult;

    /// <summary>A member of the request is wrong.</summary>
    public sealed record Invalid(string Field, string Why) : CommandResult;

    /// <summary>There is no such order on this kit.</summary>
    public sealed record NotFound(string What) : CommandResult;

    /// <summary>The module that asked does not want it recorded.</summary>
    public sealed record Refused(ProblemResult Problem) : CommandResult;

    /// <summary>It cannot be put on the disk now.</summary>
    public sealed record Unavailable(StorageState Storage, string Reason) : CommandResult;

    /// <summary>The disk failed while it was being written: it may be there or not.</summary>
    public sealed record Doubtful(string Reason) : CommandResult;

    /// <summary>Too many wait.</summary>
    public sealed record Busy : CommandResult;
}
