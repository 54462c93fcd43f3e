using EdgeKit.Kernel.Answers;

namespace EdgeKit.Kernel.Ledger;

/// <summary>What a request comes to.</summary>
public abstract record RecordDecision
{
    private RecordDecision()
    {
    }

    /// <summary>A record is made.</summary>
    /// <param name="Body">Its members as UTF-8 JSON.</param>
    /// <param name="Answer">What is answered, now and to each repetition with the key.</param>
    public sealed record Write(ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Answer) : RecordDecision;

    /// <summary>Nothing is recorded.</summary>
    public sealed record Refuse(ProblemResult Problem) : RecordDecision;
}
