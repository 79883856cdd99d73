using System.Globalization;
using System.Text.Json;
using EnhancedConversions.Sandbox.World;

namespace EnhancedConversions.Sandbox.GoogleAds.Search;

/// <summary>A row of a report: its segments and metrics, and the campaign or account it belongs to.</summary>
internal sealed class ReportRow(AdReportRow row, SearchRow owner, string conversionCustomer) : ISearchRow
{
    public bool Has(SearchField field) => field.Resource is "segments" or "metrics" || owner.Has(field);

    public void Write(Utf8JsonWriter json, string name, SearchField field)
    {
        if (field.Resource is not ("segments" or "metrics"))
        {
            owner.Write(json, name, field);
            return;
        }

        switch (Value(field))
        {
            case string text:
                json.WriteString(name, text);
                break;
            case long whole:
                json.WriteString(name, whole.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteNumber(name, number);
                break;
        }
    }

    /// <summary>The value rows are sorted by.</summary>
    public IComparable Value(SearchField field) => field.Name switch
    {
        "segments.date" => row.Day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "segments.device" => row.Device!.Value.ToString().ToUpperInvariant(),
        "segments.conversion_action" => string.Create(CultureInfo.InvariantCulture, $"customers/{conversionCustomer}/conversionActions/{row.Target!.Id}"),
        "segments.conversion_action_name" => row.Target!.Name,
        "segments.conversion_action_category" => row.Target!.Category,
        "metrics.impressions" => row.Traffic.Impressions,
        "metrics.clicks" => row.Traffic.Clicks,
        "metrics.cost_micros" => row.Traffic.CostMicros,
        "metrics.conversions" => row.ByClickDate.Conversions,
        "metrics.conversions_value" => row.ByClickDate.Value,
        "metrics.all_conversions" => row.ByClickDate.AllConversions,
        "metrics.all_conversions_value" => row.ByClickDate.AllValue,
        "metrics.conversions_by_conversion_date" => row.ByConversionDate.Conversions,
        "metrics.conversions_value_by_conversion_date" => row.ByConversionDate.Value,
        "metrics.all_conversions_by_conversion_date" => row.ByConversionDate.AllConversions,
        "metrics.all_conversions_value_by_conversion_date" => row.ByConversionDate.AllValue,
        _ => owner.Get(field) is { } value ? value.ToString() : "",
    };

    /// <summary>True when one of these metrics is not zero.</summary>
    public bool HasAny(SearchField[] metrics) => Array.Exists(metrics, m => Value(m) is not (0L or 0.0));
}
