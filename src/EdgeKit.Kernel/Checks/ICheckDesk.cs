using EdgeKit.Contracts.Checks;
using EdgeKit.Kernel.Answers;

namespace EdgeKit.Kernel.Checks;

/// <summary>What people are to look at, for modules with pages of their own: the same rules and refusals as the API has.</summary>
public interface ICheckDesk
{
    /// <summary>How all of them stand.</summary>
    ValueTask<ChecksView> ViewAsync(CancellationToken cancellationToken);

    /// <summary>Records a reading, once however often it comes with its key.</summary>
    /// <returns>Null once it is on the disk.</returns>
    Task<ProblemResult?> RecordAsync(CheckSubmission said, string key, CancellationToken cancellationToken);

    /// <summary>Puts off a check that is due, once.</summary>
    /// <returns>Null once it is on the disk.</returns>
    Task<ProblemResult?> SnoozeAsync(string check, CheckSnooze snooze, string key, CancellationToken cancellationToken);
}
