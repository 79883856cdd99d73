using System.Management.Automation;
using EnhancedConversions.Networks;
using EnhancedConversions.Reports;

namespace EnhancedConversions.PS.Hosting;

/// <summary>Makes objects of the rows of a pivot. All of them have the same properties, as Format-Table and Export-Csv go by those of the first.</summary>
internal sealed class PivotObject
{
    private readonly ReportDivision _by;
    private readonly (string Column, string Count, string Value)[] _columns;

    /// <summary>Takes the columns.</summary>
    /// <param name="by">What the report is divided by.</param>
    /// <param name="columns">Names of the actions or categories, each once.</param>
    public PivotObject(ReportDivision by, IEnumerable<string> columns)
    {
        _by = by;
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Network", "AccountId", "Account", "Date", "CampaignId", "Campaign", "Device", "Clicks", "Cost", "Currency" };
        string[] names = [.. columns];
        _columns = [.. names.Select(name => (name, Free(name, " (conversions)"))).ToArray().Select(c => (c.name, c.Item2, Free(c.name + " value", " (value)")))];

        string Free(string name, string more)
        {
            while (!taken.Add(name))
            {
                name += more;
            }

            return name;
        }
    }

    public PSObject Make(PivotRow row)
    {
        var made = new PSObject();
        Add("Network", row.Row.Network);
        Add("AccountId", row.Row.AccountId);
        Add("Account", row.Row.AccountName);
        if (_by.HasFlag(ReportDivision.Day))
        {
            Add("Date", row.Row.Date);
        }

        if (_by.HasFlag(ReportDivision.Campaign))
        {
            Add("CampaignId", row.Row.CampaignId);
            Add("Campaign", row.Row.Campaign);
        }

        if (_by.HasFlag(ReportDivision.Device))
        {
            Add("Device", row.Row.Device);
        }

        foreach (var (column, count, value) in _columns)
        {
            var figures = row.Figures.TryGetValue(column, out var known) ? known : default;
            Add(count, figures.Conversions);
            Add(value, figures.Value);
        }

        Add("Clicks", row.Row.Clicks);
        Add("Cost", row.Row.Cost);
        Add("Currency", row.Row.Currency);
        return made;

        void Add(string name, object? value) => made.Properties.Add(new PSNoteProperty(name, value));
    }
}
