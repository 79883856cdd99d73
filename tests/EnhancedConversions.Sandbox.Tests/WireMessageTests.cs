using System.Text;
using EnhancedConversions.Sandbox.GoogleAds.Actions;
using EnhancedConversions.Sandbox.GoogleAds.DataManager;
using EnhancedConversions.Sandbox.Wire;

namespace EnhancedConversions.Sandbox.Tests;

public sealed class WireMessageTests
{
    [Fact]
    public void Every_field_is_found_by_its_name_and_no_other_name_is()
    {
        foreach (WireMessage message in Within(DataManagerMessages.IngestEvents).Append(ConversionActionMessages.ConversionAction))
        {
            for (int i = 0; i < message.Fields.Count; i++)
            {
                string name = message.Fields[i].JsonName;
                Assert.Equal(i, message.IndexOf(Encoding.UTF8.GetBytes(name)));
                Assert.Equal(i, message.OrdinalOf(message.Fields[i].Name));
                Assert.Equal(-1, message.IndexOf(Encoding.UTF8.GetBytes(name[..1] + "_" + name[1..])));
                Assert.Equal(-1, message.IndexOf(Encoding.UTF8.GetBytes(name.ToUpperInvariant())));
            }

            Assert.Equal(-1, message.IndexOf([]));
            Assert.Throws<ArgumentException>(() => message.OrdinalOf("unknown"));
        }
    }

    private static IEnumerable<WireMessage> Within(WireMessage message) =>
        message.Fields.Select(f => f.Message).OfType<WireMessage>().SelectMany(Within).Prepend(message);
}
