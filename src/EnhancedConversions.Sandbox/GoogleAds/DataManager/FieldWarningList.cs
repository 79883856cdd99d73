namespace EnhancedConversions.Sandbox.GoogleAds.DataManager;

/// <summary>Optional fields that were left out of account: <c>fieldWarnings</c> of an answer that is no refusal (contract C.2).</summary>
internal sealed class FieldWarningList
{
    private readonly List<(string Field, string Reason)> _items = [];

    public IReadOnlyList<(string Field, string Reason)> Items => _items;

    public void Add(string field, string reason) => _items.Add((field, reason));
}
