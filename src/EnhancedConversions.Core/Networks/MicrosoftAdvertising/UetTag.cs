using System.Text.Json;
using EnhancedConversions.Http;

namespace EnhancedConversions.Networks.MicrosoftAdvertising;

/// <summary>A UET tag: what has to stand on the website, to copy (contract 4.5, 6.3). Offline goals count without one; it lets clicks be recognized and website goals count.</summary>
public sealed record UetTag
{
    /// <summary>The tag's number.</summary>
    public required string TagId { get; init; }

    /// <summary>Its name; null when Microsoft did not say.</summary>
    public string? Name { get; init; }

    /// <summary>Its description; null when it has none.</summary>
    public string? Description { get; init; }

    /// <summary>Microsoft's word for what it has seen of the tag: <c>Unverified</c>, <c>Active</c>, <c>Inactive</c>; null when it did not say.</summary>
    public string? Status { get; init; }

    /// <summary>Microsoft's script, for the head of every page; null when it did not say.</summary>
    public string? TrackingScript { get; init; }

    /// <summary>Microsoft's picture for browsers without script; null when it did not say.</summary>
    public string? TrackingNoScript { get; init; }

    /// <summary>The call that tells the visitor's consent, which visitors from the EEA, the United Kingdom and Switzerland must be asked for; for the head of every page, before the script.</summary>
    public string ConsentCode { get; } = """
        <script>
          // Nothing is stored before the visitor agreed; then make the second call.
          window.uetq = window.uetq || [];
          window.uetq.push('consent', 'default', { 'ad_storage': 'denied' });
          // window.uetq.push('consent', 'update', { 'ad_storage': 'granted' });
        </script>
        """;

    /// <summary>The call that hands over what the visitor entered; the tag hashes it in the browser. For the page or event of the lead.</summary>
    public string UserDataCode { get; } = """
        <script>
          // When the visitor sends the form. Leave out what the form does not ask for. The phone number needs "+" and the country code.
          window.uetq = window.uetq || [];
          window.uetq.push('set', { 'pid': {
            'em': document.querySelector('#email').value,
            'ph': document.querySelector('#phone').value
          } });
        </script>
        """;

    /// <summary>Writes the question for all tags of the customer.</summary>
    internal static JsonBody WriteQuery() => JsonBody.Write(0, static (writer, _) =>
    {
        writer.WriteStartObject();
        writer.WriteNull("TagIds"u8);
        writer.WriteEndObject();
    });

    /// <summary>Reads the answer.</summary>
    /// <param name="answer">The answer.</param>
    internal static IReadOnlyList<UetTag> Read(JsonElement answer) =>
    [
        .. answer.Items("UetTags").Where(tag => tag.Text("Id") is not null).Select(tag => new UetTag
        {
            TagId = tag.Text("Id")!,
            Name = tag.Text("Name"),
            Description = tag.Text("Description"),
            Status = tag.Text("TrackingStatus"),
            TrackingScript = tag.Text("TrackingScript"),
            TrackingNoScript = tag.Text("TrackingNoScript"),
        }),
    ];
}
