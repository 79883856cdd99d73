using EnhancedConversions.Sandbox.GoogleAds.DataManager;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2026-11-19T10:00:00Z", "2026-11-19T10:00:00.0000000")]
    [InlineData("2026-11-19T10:00:00+01:00", "2026-11-19T09:00:00.0000000")]
    [InlineData("2026-11-19T23:30:00-01:15", "2026-11-20T00:45:00.0000000")]
    [InlineData("2026-11-19T10:00:00+14:00", "2026-11-18T20:00:00.0000000")]
    [InlineData("2024-02-29T10:00:00Z", "2024-02-29T10:00:00.0000000")]
    [InlineData("2026-11-19T10:00:00.5-05:30", "2026-11-19T15:30:00.5000000")]
    [InlineData("2026-11-19T10:00:00.123456789Z", "2026-11-19T10:00:00.1234567")]
    [InlineData("2026-11-19T10:00:00.12345678+00:00", "2026-11-19T10:00:00.1234567")]
    public void Rfc_3339_is_read(string text, string utc)
    {
        Assert.True(Timestamp.TryRead(text, out DateTimeOffset time));
        Assert.Equal(utc, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("2026-11-19")]
    [InlineData("2026-11-19T10:00Z")]
    [InlineData("2026-11-19T10:00:00")]
    [InlineData("2026-11-19T10:00:00+0100")]
    [InlineData("2026-11-19T10:00:00+1:00")]
    [InlineData("2026-11-19T10:00:00.Z")]
    [InlineData("2026-11-19T10:00:00.1234567890Z")]
    [InlineData("2026-11-19T10:00:00.12345678xZ")]
    [InlineData("2026-11-19T24:00:00Z")]
    [InlineData("2026-11-19T10:60:00Z")]
    [InlineData("2026-13-19T10:00:00Z")]
    [InlineData("2026-11-19T10:00:00+15:00")]
    [InlineData("2026-11-19T10:00:00+01:60")]
    [InlineData("0000-11-19T10:00:00Z")]
    [InlineData("2026-02-29T10:00:00Z")]
    [InlineData("2026-11-19 10:00:00Z")]
    [InlineData("2026-11-19t10:00:00z")]
    [InlineData("٢٠٢٦-11-19T10:00:00Z")]
    public void Anything_else_is_not(string text) => Assert.False(Timestamp.TryRead(text, out _));
}
