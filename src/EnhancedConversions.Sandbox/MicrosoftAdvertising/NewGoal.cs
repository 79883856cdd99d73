using System.Globalization;
using System.Text.Json.Nodes;

namespace EnhancedConversions.Sandbox.MicrosoftAdvertising;

/// <summary>Fills a goal's open settings with Microsoft's defaults (contract 4.1, 4.2).</summary>
internal static class NewGoal
{
    /// <param name="goal">The goal; its fields are completed in place.</param>
    /// <param name="id">Its id.</param>
    public static StoredGoal Complete(StoredGoal goal, long id)
    {
        JsonObject fields = goal.Fields;
        fields["Id"] = id.ToString(CultureInfo.InvariantCulture);
        fields["Type"] ??= "OfflineConversion";
        fields["CountType"] ??= "All";
        fields["ConversionWindowInMinutes"] ??= 43200;
        fields["Revenue"] ??= new JsonObject { ["Type"] = "NoValue", ["Value"] = null, ["CurrencyCode"] = null };
        fields["Scope"] ??= "Account";
        fields["Status"] ??= "Active";
        fields["ExcludeFromBidding"] ??= false;
        fields["IsEnhancedConversionsEnabled"] ??= false;
        fields["IsExternallyAttributed"] ??= false;
        fields["TrackingStatus"] ??= "NoRecentConversions";
        fields["IsAutoGoal"] ??= false;
        return goal;
    }
}
