using System.Globalization;
using EnhancedConversions.Sandbox.GoogleAds.Errors;

namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>Everything a request is refused for, found so far.</summary>
internal sealed class ViolationList
{
    private readonly List<FieldViolation> _items = [];

    public IReadOnlyList<FieldViolation> Items => _items;

    public bool IsEmpty => _items.Count == 0;

    /// <param name="field">Path in proto names.</param>
    /// <param name="reason">An ErrorReason of the API.</param>
    public void Add(string field, string reason) => _items.Add(new FieldViolation(field, Describe(reason), reason));

    /// <param name="index">Place of the event.</param>
    /// <param name="field">Path below it; empty for the event itself.</param>
    /// <param name="reason">An ErrorReason of the API.</param>
    public void AddForEvent(int index, string field, string reason) =>
        Add(string.Create(CultureInfo.InvariantCulture, $"events[{index}]{(field.Length == 0 ? "" : ".")}{field}"), reason);

    private static string Describe(string reason) => reason switch
    {
        "REQUIRED_FIELD_MISSING" => "A required field is missing.",
        "NO_IDENTIFIERS_PROVIDED" => "At least one identifier must be provided.",
        "INVALID_HEX_ENCODING" => "The value is not hex encoded.",
        "INVALID_BASE64_ENCODING" => "The value is not Base64 encoded.",
        "INVALID_SHA256_FORMAT" => "The value is not a SHA-256 hash.",
        "EVENT_TIME_INVALID" => "The event time is malformed or in the future.",
        "INVALID_CURRENCY_CODE" => "The currency code is not an ISO 4217 code.",
        "INVALID_CONVERSION_ACTION_ID" => "The conversion action does not exist in the operating account.",
        "INVALID_CONVERSION_ACTION_TYPE" => "The conversion action's type does not take this event.",
        _ => "The field is not valid: " + reason.ToLowerInvariant().Replace('_', ' ') + ".",
    };
}
