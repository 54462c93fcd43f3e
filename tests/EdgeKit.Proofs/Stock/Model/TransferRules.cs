namespace EdgeKit.Proofs.Stock.Model;

/// <summary>How a unit goes from one kit to another without the cloud: asked for until it is answered, given once, taken once.</summary>
internal sealed class TransferRules(ModelLimits limits, WrongRule wrong)
{
    public IEnumerable<(string Step, ModelState State)> Steps(ModelState state)
    {
        for (var transfer = 0; transfer < limits.Transfers; transfer++)
        {
            (string, ModelState?)[] steps =
            [
                ($"transfer {transfer + 1} is asked for, or asked for again", Request(state, transfer)),
                ($"the answer to transfer {transfer + 1} arrives", Take(state, transfer)),
                ($"the refusal of transfer {transfer + 1} arrives", Forget(state, transfer)),
                ($"the donor of transfer {transfer + 1} answers and has not committed", AnswerEarly(state, transfer)),
            ];
            foreach (var (step, next) in steps)
            {
                if (next is not null)
                {
                    yield return (step, next);
                }
            }

            foreach (var step in Begin(state, transfer))
            {
                yield return step;
            }
        }
    }

    /// <summary>The donor hears a request: it gives, or says for good that it does not; and says the same again whenever it is asked again.</summary>
    public ModelState? Request(ModelState state, int transfer)
    {
        var donor = state[transfer, TransferCell.From] - 1;
        if (state[transfer, TransferCell.Asking] == (int)Asking.No || state[donor, KitCell.Gone] != 0 || state.LogIsFull(donor))
        {
            return null;
        }

        var knows = state[transfer, TransferCell.Giving] != (int)Giving.No;
        if (knows && !(wrong == WrongRule.GiveTwice && state[transfer, TransferCell.Giving] == (int)Giving.Given))
        {
            return null;
        }

        var next = state.Copy();
        if (state.AvailableAt(donor) + (wrong == WrongRule.GiveHeld ? state.HeldAt(donor) : 0) > 0)
        {
            next[transfer, TransferCell.Giving] = (int)Giving.Given;
            next[transfer, TransferCell.Outs]++;
            next[donor, KitCell.Out]++;
            next.Append(donor, ModelRecord.Out, transfer);
            return next;
        }

        if (knows)
        {
            return null;
        }

        if (wrong == WrongRule.RefusalNotFinal)
        {
            // It says no and keeps nothing of it.
            next[transfer, TransferCell.Asking] = (int)Asking.Forgotten;
            return state[transfer, TransferCell.Asking] == (int)Asking.Yes ? next : null;
        }

        next[transfer, TransferCell.Giving] = (int)Giving.Refused;
        return next;
    }

    /// <summary>The receiver hears that it was given.</summary>
    public ModelState? Take(ModelState state, int transfer)
    {
        var receiver = state[transfer, TransferCell.To] - 1;
        var wasGiven = state[transfer, TransferCell.Giving] == (int)Giving.Given || state[transfer, TransferCell.AnsweredEarly] != 0;
        if (!wasGiven || state[receiver, KitCell.Gone] != 0 || state.LogIsFull(receiver)
            || (state[transfer, TransferCell.Asking] == (int)Asking.Taken && wrong != WrongRule.TakeTwice))
        {
            return null;
        }

        var next = state.Copy();
        next[transfer, TransferCell.Asking] = (int)Asking.Taken;
        next[transfer, TransferCell.Ins]++;
        next[receiver, KitCell.In]++;
        next.Append(receiver, ModelRecord.In, transfer);
        return next;
    }

    /// <summary>The receiver hears that nothing is given.</summary>
    public ModelState? Forget(ModelState state, int transfer)
    {
        if (state[transfer, TransferCell.Asking] != (int)Asking.Yes
            || state[state[transfer, TransferCell.To] - 1, KitCell.Gone] != 0
            || (state[transfer, TransferCell.Giving] != (int)Giving.Refused && wrong != WrongRule.AskingGivenUp))
        {
            return null;
        }

        var next = state.Copy();
        next[transfer, TransferCell.Asking] = (int)Asking.Forgotten;
        return next;
    }

    private static IEnumerable<(string Step, ModelState State)> Begin(ModelState state, int transfer)
    {
        // One after the other: which of them is which makes no difference.
        if (state[transfer, TransferCell.From] != 0 || (transfer > 0 && state[transfer - 1, TransferCell.From] == 0))
        {
            yield break;
        }

        for (var receiver = 0; receiver < state.Kits; receiver++)
        {
            for (var donor = 0; donor < state.Kits; donor++)
            {
                if (donor == receiver || state[receiver, KitCell.Gone] != 0)
                {
                    continue;
                }

                var next = state.Copy();
                next[transfer, TransferCell.From] = (sbyte)(donor + 1);
                next[transfer, TransferCell.To] = (sbyte)(receiver + 1);
                next[transfer, TransferCell.Asking] = (int)Asking.Yes;
                yield return ($"kit {receiver + 1} notes that it asks kit {donor + 1} for transfer {transfer + 1}", next);
            }
        }
    }

    private ModelState? AnswerEarly(ModelState state, int transfer)
    {
        if (wrong != WrongRule.AnswerBeforeCommit || state[transfer, TransferCell.Asking] != (int)Asking.Yes
            || state[transfer, TransferCell.Giving] != (int)Giving.No || state[transfer, TransferCell.AnsweredEarly] != 0
            || state.AvailableAt(state[transfer, TransferCell.From] - 1) < 1)
        {
            return null;
        }

        var next = state.Copy();
        next[transfer, TransferCell.AnsweredEarly] = 1;
        return next;
    }
}
