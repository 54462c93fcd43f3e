using EdgeKit.Market.Tests.Support;

namespace EdgeKit.Market.Tests.Transfers;

/// <summary>The power goes at one kit at each step of a transfer, and both are started again in either order: one effect at each.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TestLan _lan = new();
    private readonly LanKit _donor;
    private readonly LanKit _receiver;

    public RestartTests()
    {
        _donor = new LanKit(_lan, 18);
        _receiver = new LanKit(_lan, 17, _donor.Authority);
        _donor.Stock.Has("chai", 10);
        _receiver.Stock.Misses("chai", 2);
    }

    public static TheoryData<string, bool, bool> Steps
    {
        get
        {
            var steps = new TheoryData<string, bool, bool>();
            foreach (var step in new[] { "begin", "begun", "give", "given", "take", "taken" })
            {
                foreach (var donorFirst in new[] { true, false })
                {
                    steps.Add(step, donorFirst, true);
                    steps.Add(step, donorFirst, false);
                }
            }

            return steps;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _receiver.Dispose();
        _donor.Dispose();
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task There_is_one_effect_at_each(string step, bool donorFirst, bool isMissingStill)
    {
        await _receiver.MeetAsync(Cancel);
        var struck = Strike(step);
        await TryAsync();
        Assert.True(struck());
        if (!isMissingStill)
        {
            _receiver.Stock.Misses("chai", 0);
        }

        await ReturnAsync(donorFirst ? _donor : _receiver, donorFirst ? _receiver : _donor);

        var moved = _receiver.Stock.Available("chai");
        Assert.Equal(10, moved + _donor.Stock.Available("chai"));
        Assert.Equal(!isMissingStill && step == "begin" ? 0 : 3, moved);
        Assert.Empty(_receiver.Stock.Pending);
        Assert.Equal(_donor.Stock.Given.Values, _receiver.Stock.Taken.Values);
        Assert.True(_donor.Last.Count <= 1);
    }

    /// <summary>The power goes at a step: nothing of the kit answers after it.</summary>
    private Func<bool> Strike(string step)
    {
        var struck = false;
        var kit = step is "give" or "given" ? _donor : _receiver;
        kit.Stock.At = at =>
        {
            if (at == step && !struck)
            {
                struck = true;
                throw new IOException("the power is gone");
            }
        };
        return () => struck;
    }

    private async Task TryAsync()
    {
        try
        {
            await _receiver.TransferAsync(Cancel);
        }
        catch (IOException cut)
        {
            Assert.Equal("the power is gone", cut.Message);
        }
    }

    private async Task ReturnAsync(LanKit first, LanKit second)
    {
        first.Cut();
        second.Cut();
        first.Return();
        if (first == _receiver)
        {
            await PassAsync();
        }

        second.Return();
        await PassAsync();
        await PassAsync();
    }

    private async Task PassAsync()
    {
        await _receiver.MeetAsync(Cancel);
        await _receiver.TransferAsync(Cancel);
    }
}
