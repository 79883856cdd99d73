using EnhancedConversions.Conversions;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Core.Tests.Uploads;

public sealed class TurnsTests
{
    private static readonly NetworkLimits s_google = NetworkLimits.For(AdNetwork.GoogleAds);

    [Theory]
    [InlineData(0.3, 3)]
    [InlineData(2, 14)]
    [InlineData(60, 16)]
    public void Slow_answers_bring_as_many_turns_as_fill_the_quota(double seconds, int count)
    {
        using var turns = new Turns(null, s_google);
        for (var i = 0; i < 50; i++)
        {
            turns.Hear(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(count, Take(turns));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void They_become_fewer_when_answers_come_sooner(int underWay)
    {
        using var turns = new Turns(null, s_google);
        turns.Hear(TimeSpan.FromSeconds(60));
        for (var i = 0; i < underWay; i++)
        {
            Assert.True(turns.WaitAsync(default).IsCompletedSuccessfully);
        }

        for (var i = 0; i < 50; i++)
        {
            turns.Hear(TimeSpan.FromSeconds(0.01));
        }

        for (var i = 0; i < underWay; i++)
        {
            turns.Release();
        }

        Assert.Equal(Turns.Fewest, Take(turns));
    }

    [Fact]
    public void A_number_that_was_named_stays()
    {
        using var turns = new Turns(2, s_google);
        turns.Hear(TimeSpan.FromSeconds(60));

        Assert.Equal(2, Take(turns));
    }

    [Fact]
    public void Without_a_published_quota_there_is_nothing_to_fill()
    {
        using var turns = new Turns(null, s_google with { RequestsPerMinute = null });
        turns.Hear(TimeSpan.FromSeconds(60));

        Assert.Equal(Turns.WithoutQuota, Take(turns));
    }

    [Fact]
    public void Requests_without_an_answer_tell_nothing()
    {
        using var turns = new Turns(null, s_google);
        turns.Hear(TimeSpan.Zero);

        Assert.Equal(Turns.Fewest, Take(turns));
    }

    private static int Take(Turns turns)
    {
        var taken = 0;
        while (turns.WaitAsync(new CancellationToken(canceled: false)).IsCompletedSuccessfully)
        {
            taken++;
        }

        return taken;
    }
}
