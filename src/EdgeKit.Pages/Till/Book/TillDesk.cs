using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Till;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Shared;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Book;

/// <summary>
/// Opens and closes the till, and says how its day stands. What a closing says is expected is right to the record: where an order came between the
/// sum and the closing, it adds that order and closes again.
/// </summary>
internal sealed class TillDesk(TillBook book, IRecordLog log, KitOptions kit, TimeProvider time) : IDisposable
{
    private const string Subject = "till";

    // A person stands at the till; at any rate a stall sells, there is a gap sooner.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>How the day stands.</summary>
    public async Task<TillReport> ReportAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var behind = await book.FollowAsync(cancellationToken);
            return new TillReport(book.Sums.View(behind: behind), book.Last);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="key">Makes a repetition the same request; null for none.</param>
    /// <param name="opening">With what.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the report, or why not.</returns>
    public Task<IResult> OpenAsync(string? key, TillOpening opening, string by, CancellationToken cancellationToken) => RecordAsync(
        RecordTypes.TillOpened,
        key,
        opening,
        ContractsJson.Default.TillOpening,
        "float",
        opening.OpeningFloat,
        () => book.Sums.Opened is { } open ? Refused($"The till is open since {open.At:u}. Close it first.")
            : Written(new TillOpenedBody(opening.OpeningFloat, by), ContractsJson.Default.TillOpenedBody),
        cancellationToken);

    /// <summary>Closes it.</summary>
    /// <param name="key">Makes a repetition the same request; null for none.</param>
    /// <param name="closing">What was counted.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the record, or why not.</returns>
    public Task<IResult> CloseAsync(string? key, TillClosing closing, string by, CancellationToken cancellationToken) => RecordAsync(
        RecordTypes.TillClosed,
        key,
        closing,
        ContractsJson.Default.TillClosing,
        "counted",
        closing.Counted,
        () =>
        {
            if (book.Sums.Opened is null)
            {
                return Refused("The till is not open.");
            }

            var expected = new Money(book.Sums.ExpectedCash, kit.Currency);
            var difference = expected with { Amount = closing.Counted.Amount - expected.Amount };
            return Written(new TillClosedBody(closing.Counted, expected, difference, by), ContractsJson.Default.TillClosedBody);
        },
        cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static RecordDecision.Refuse Refused(string why) =>
        new RecordDecision.Refuse(Problems.Of(ProblemTypes.TillState, "Not now", StatusCodes.Status409Conflict, why));

    private static RecordDecision.Write Written<T>(T body, JsonTypeInfo<T> typeInfo)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);
        return new RecordDecision.Write(bytes, bytes);
    }

    private async Task<IResult> RecordAsync<T>(
        string type, string? key, T request, JsonTypeInfo<T> typeInfo, string field, Money amount, Func<RecordDecision> decide, CancellationToken cancellationToken)
    {
        if (amount.Amount is < 0 or > MoneyText.Most)
        {
            return Problems.BadRequest(field, "Expected an amount of money, not below zero.");
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(request, typeInfo);
        if (RequestBody.Check(bytes, kit.Currency) is { } wrong)
        {
            return wrong;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var began = time.GetTimestamp();
            while (true)
            {
                while (await book.FollowAsync(cancellationToken) > 0)
                {
                    // A whole evening after a restart, once.
                    cancellationToken.ThrowIfCancellationRequested();
                }

                var isLate = false;
                var outcome = await log.RecordAsync(new RecordDraft(type, Subject, type, key, bytes, (seq, _) =>
                {
                    // Runs with the one writer, so nothing comes between this look and the record.
                    isLate = seq != book.Position + 1;
                    return isLate ? new RecordDecision.Refuse(Late()) : decide();
                }));
                if (!isLate || time.GetElapsedTime(began) > Patience)
                {
                    return outcome.Answer;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static ProblemResult Late() => new(
        new Problem
        {
            Type = ProblemTypes.Busy,
            Title = "The day is still being added up",
            Status = StatusCodes.Status503ServiceUnavailable,
            Detail = "Nothing was recorded. Do it again in a moment.",
        },
        TimeSpan.FromSeconds(1));
}
