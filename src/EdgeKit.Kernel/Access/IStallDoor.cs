using EdgeKit.Kernel.Answers;

namespace EdgeKit.Kernel.Access;

/// <summary>Who is in, for the pages that end an evening.</summary>
public interface IStallDoor
{
    /// <summary>Whether nobody owns the kit yet, and its setup code makes a device the owner's.</summary>
    bool NeedsOwner { get; }

    /// <summary>How many devices end with the evening: all but the owners'.</summary>
    int Guests { get; }

    /// <summary>Puts them out; their tokens are nobody's from then on.</summary>
    /// <returns>Null once it is on the disk; else why not all of it is.</returns>
    Task<ProblemResult?> CloseAsync(Caller by, CancellationToken cancellationToken);
}
