using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>What became of one destination's events.</summary>
internal sealed class DestinationOutcome
{
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);

    /// <summary>Events sent, good and bad.</summary>
    public int Records { get; private set; }

    /// <summary>Number of events by reason, in the order of the reasons.</summary>
    public IEnumerable<KeyValuePair<string, int>> Errors => _errors.OrderBy(e => e.Key, StringComparer.Ordinal);

    public void Count(string? reason)
    {
        Records++;
        if (reason is not null)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_errors, reason, out _)++;
        }
    }

    // By hand: every process that uploads writes it, and to learn the type costs the serializer more than all that is written.

    /// <summary>The outcomes as a JSON list, to be kept.</summary>
    public static string Write(DestinationOutcome[] outcomes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (DestinationOutcome outcome in outcomes)
            {
                json.WriteStartObject();
                json.WriteNumber(nameof(Records), outcome.Records);
                json.WriteStartObject(nameof(Errors));
                foreach ((string reason, int count) in outcome.Errors)
                {
                    json.WriteNumber(reason, count);
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DestinationOutcome[] Read(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(Of)];

        static DestinationOutcome Of(JsonElement kept)
        {
            var outcome = new DestinationOutcome { Records = kept.GetProperty(nameof(Records)).GetInt32() };
            foreach (JsonProperty error in kept.GetProperty(nameof(Errors)).EnumerateObject())
            {
                outcome._errors.Add(error.Name, error.Value.GetInt32());
            }

            return outcome;
        }
    }
}
